import { Clapperboard, ImagePlus } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeroShotOut, PanelShot } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { usePut } from '@/lib/use-put'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { usePass } from '../use-pass'
import { Compare } from './compare'
import { FrameCard } from './frame-card'
import { FrameFacts, FrameHead } from './frame-facts'
import { MakingCard } from './making-card'
import { Toolbar } from './toolbar'
import { TweakForm } from './tweak-form'
import { UploadTile } from './upload-tile'
import { useHeroKeys } from './use-hero-keys'
import { useChoose, useFrameName, useHeroes, useOrders } from './use-heroes'
import { comparedOf, unseenOf } from './words'

interface FramesProps {
  generationId: string
  shot: PanelShot
  heroes: HeroShotOut
}

const USUAL = 4 // offers of one order

/** Which frame is looked at, which are marked, and which stand beside each other: the latter is in the address. */
const useLooking = ({ frames, circled }: HeroShotOut) => {
  const [params, put] = usePut()
  const [looked, setCurrent] = useState<string | null>(null)
  const [marked, setMarked] = useState<string[]>([])
  const current = useMemo(
    () => frames.find(({ take_id }) => take_id === (looked ?? circled)) ?? frames[0],
    [frames, looked, circled],
  )
  const mark = useCallback(
    (id: string) => setMarked((now) => (now.includes(id) ? now.filter((each) => each !== id) : [...now, id])),
    [],
  )
  const known = marked.filter((id) => frames.some(({ take_id }) => take_id === id))
  const pair = comparedOf(known, current?.take_id, circled).join(',')
  const compare = useCallback(() => pair && put({ beside: pair }), [pair, put])
  const back = useCallback(() => put({ beside: null }), [put])
  const clear = useCallback(() => setMarked([]), [])
  const beside = params.get('beside')?.split(',').filter(Boolean) ?? []
  return { current, setCurrent, marked: known, mark, clear, comparable: pair !== '', beside, compare, back }
}

const Frames = ({ generationId, shot, heroes }: FramesProps) => {
  const { t } = useTranslation('heroes')
  const { may, why } = useMay('edit')
  const nameOf = useFrameName()
  const looking = useLooking(heroes)
  const { current, marked, mark, compare, beside } = looking
  const { choose, choosing } = useChoose(generationId, heroes)
  const orders = useOrders(generationId, shot.id)
  const [variations, setVariations] = useState(USUAL)
  const { order } = orders
  const more = () => order({ variations })
  useHeroKeys({ frames: heroes.frames, current, mayEdit: may, mark, choose, compare, more })
  if (beside.length > 1)
    return <Compare generationId={generationId} frames={beside} why={why} onChoose={choose} onBack={looking.back} />
  return (
    <>
      <Toolbar
        count={heroes.frames.length}
        stale={heroes.stale_clips.length}
        variations={variations}
        marked={marked.length}
        comparable={looking.comparable}
        busy={orders.busy}
        why={why}
        onVariations={setVariations}
        onMore={more}
        onCompare={compare}
        onClear={looking.clear}
      />
      {heroes.frames.length + heroes.making.length === 0 && (
        <EmptyState icon={<ImagePlus />} title={t('empty')}>
          {t('emptyHelp')}
        </EmptyState>
      )}
      <div className="grid gap-6 p-4 lg:grid-cols-[1fr_18rem]">
        <ul
          aria-label={t('title')}
          className="grid min-w-0 grid-cols-[repeat(auto-fill,minmax(min(14.5rem,100%),1fr))] content-start gap-3"
        >
          {heroes.frames.map((frame) => (
            <FrameCard
              key={frame.take_id}
              frame={frame}
              alt={heroes.description}
              current={frame === current}
              marked={marked.includes(frame.take_id)}
              choosing={choosing === frame.take_id}
              why={why}
              onCurrent={() => looking.setCurrent(frame.take_id)}
              onChoose={() => choose(frame)}
              onMark={() => mark(frame.take_id)}
            />
          ))}
          {unseenOf(heroes.making, heroes.frames).map((making) => (
            <MakingCard
              key={`${making.job_id} ${making.number}`}
              making={making}
              why={why}
              onCancel={() => orders.cancel(making.job_id)}
            />
          ))}
          <UploadTile generationId={generationId} shot={shot} heroes={heroes} disabled={!may} />
        </ul>
        {current && (
          <aside aria-label={nameOf(current)} className="min-w-0 space-y-5">
            <FrameHead frame={current} />
            <section className="space-y-2 border-t pt-4">
              <h2 className="font-semibold">{t('tweak')}</h2>
              <TweakForm
                key={current.take_id}
                frame={current}
                negative={heroes.negative_prompt}
                busy={orders.tweaking}
                why={why}
                onTweak={(body) => orders.tweak(current.take_id, body)}
              />
            </section>
            <FrameFacts frame={current} />
          </aside>
        )}
      </div>
    </>
  )
}

const OfPass = ({ generationId, shot }: { generationId: string; shot: PanelShot }) => {
  const query = useHeroes(generationId, shot.id)
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 aspect-video" />}>
      {(heroes) => heroes && <Frames generationId={generationId} shot={shot} heroes={heroes} />}
    </Loaded>
  )
}

/** The shot in several ways: offered, one's own, made again, compared; one is chosen for the clip to start from. */
export const Gallery = ({ shot }: { shot: PanelShot }) => {
  const { t } = useTranslation('heroes')
  const { query, pass } = usePass(shot.storyboard_id)
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 aspect-video" />}>
      {() =>
        pass ? (
          <OfPass generationId={pass.id} shot={shot} />
        ) : (
          <EmptyState icon={<Clapperboard />} title={t('noPass')}>
            {t('noPassHelp')}
          </EmptyState>
        )
      }
    </Loaded>
  )
}
