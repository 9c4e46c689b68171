import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { compareHeroFramesOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { HeroComparison, HeroFrameOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { useCommand } from '@/lib/commands'
import { useWord } from '@/lib/use-word'
import { Button } from '@/ui/button'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'
import { Scroll } from '@/ui/scroll'
import { Loaded, Skeleton } from '@/ui/states'
import { useFrameName } from './use-heroes'
import { printed } from './words'

interface CompareProps {
  generationId: string
  frames: string[]
  why?: string | undefined
  onChoose: (frame: HeroFrameOut) => void
  onBack: () => void
}

/** What differs in how they were made, and how each character holds, frame by frame. */
const Differences = ({ frames, settings, cast }: HeroComparison) => {
  const { t } = useTranslation('heroes')
  const word = useWord()
  const nameOf = useFrameName()
  const told = cast.filter(({ values }) => values.some((value) => value !== null))
  const name = 'sticky left-0 bg-ground py-1.5 pr-3 text-left font-normal text-muted'
  return (
    <Scroll label={t('settings')} className="overflow-x-auto">
      <table className="w-full text-[13px]">
        <thead>
          <tr className="border-b text-[12px]">
            <th scope="col" className={name}>
              {t('settings')}
            </th>
            {frames.map((frame) => (
              <th key={frame.take_id} scope="col" className="min-w-32 py-1.5 pr-3 text-left font-medium">
                {nameOf(frame)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.map(({ character, part, values, best }) => (
            <tr key={`${character} ${part}`} className="border-b">
              <th scope="row" className={name}>
                {t('of', { character, part: word('parts', part) })}
              </th>
              {frames.map(({ take_id }, at) => (
                <td key={take_id} className={cn('py-1.5 pr-3', at === best && 'font-semibold')}>
                  <ScoreBadge score={values[at]} />
                </td>
              ))}
            </tr>
          ))}
          {settings.map(({ name: setting, values }) => (
            <tr key={setting} className="border-b align-top">
              <th scope="row" className={name}>
                {setting}
              </th>
              {frames.map(({ take_id }, at) => (
                <td key={take_id} className="py-1.5 pr-3">
                  {printed(values[at])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {settings.length === 0 && <p className="py-2 text-muted">{t('same')}</p>}
    </Scroll>
  )
}

/** Frames beside each other, with what differs between them; the link leads to the same ones. */
export const Compare = ({ generationId, frames: wanted, why, onChoose, onBack }: CompareProps) => {
  const { t } = useTranslation('heroes')
  const nameOf = useFrameName()
  const query = useQuery(
    compareHeroFramesOptions({ path: { generation_id: generationId }, query: { frame: wanted.slice(0, 8) } }),
  )
  useCommand({ id: 'heroes-back', title: t('back'), group: t('group'), keys: 'escape', run: onBack })
  return (
    <div className="space-y-4 p-4">
      <Button look="quiet" onClick={onBack}>
        <ArrowLeft />
        {t('back')}
      </Button>
      <Loaded query={query} skeleton={<Skeleton className="aspect-video" />}>
        {(found) => (
          <>
            <ul className={cn('grid gap-3', found.frames.length === 3 ? 'lg:grid-cols-3' : 'md:grid-cols-2')}>
              {found.frames.map((frame) => (
                <li key={frame.take_id}>
                  <Picture src={frame.image_url} alt={nameOf(frame)} eager className="rounded" />
                  <span className="mt-1.5 flex items-center gap-2">
                    <ScoreBadge score={frame.score} />
                    {nameOf(frame)}
                    <Button
                      size="small"
                      className="ml-auto"
                      disabled={frame.confirmed}
                      why={frame.confirmed ? undefined : why}
                      aria-label={`${frame.confirmed ? t('using') : t('use')}: ${nameOf(frame)}`}
                      onClick={() => onChoose(frame)}
                    >
                      {frame.confirmed ? t('using') : t('use')}
                    </Button>
                  </span>
                </li>
              ))}
            </ul>
            <Differences {...found} />
          </>
        )}
      </Loaded>
    </div>
  )
}
