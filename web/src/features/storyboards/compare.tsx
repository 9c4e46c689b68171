import { useQuery } from '@tanstack/react-query'
import { Columns2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { compareBoardsOptions, listStoryboardsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { ComparedPair, ComparedPanel } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { Field, Select } from '@/ui/field'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'

const Half = ({ panel, missing }: { panel: ComparedPanel | null; missing: string }) =>
  panel ? (
    <div className="relative min-w-0">
      <Picture src={panel.frame?.image_url} alt={panel.description} edge={480} className="rounded" />
      {panel.frame && <ScoreBadge score={panel.frame.score} className="absolute top-1.5 left-1.5" />}
      <p className="mt-1 line-clamp-2 text-[13px] text-muted">{panel.description}</p>
    </div>
  ) : (
    <div className="grid aspect-video place-items-center rounded border border-dashed text-muted">{missing}</div>
  )

const Change = ({ by }: { by: number | null }) => {
  const { t } = useTranslation('storyboards')
  if (by === null) return null
  const text = Math.abs(by).toFixed(1)
  return (
    <span className={cn('tabular-nums', by >= 0 ? 'text-excellent' : 'text-retake')}>
      {by >= 0 ? t('better', { by: text }) : t('worse', { by: `−${text}` })}
    </span>
  )
}

const Pair = ({ pair }: { pair: ComparedPair }) => {
  const { t } = useTranslation('storyboards')
  return (
    <li>
      <h2 className="mb-1 flex gap-3 text-[13px]">
        <span className="font-medium">
          {pair.scene}/{pair.number}
        </span>
        <Change by={pair.change} />
      </h2>
      <div className="grid grid-cols-2 gap-3">
        <Half panel={pair.before} missing={t('onlyAfter')} />
        <Half panel={pair.after} missing={t('onlyBefore')} />
      </div>
    </li>
  )
}

interface CompareProps {
  storyboardId: string
  otherId: string | null
  onOther: (id: string) => void
}

/** Two boards or iterations side by side, panels matched by shot, with what became better or worse. */
export const Compare = ({ storyboardId, otherId, onOther }: CompareProps) => {
  const { t } = useTranslation('storyboards')
  const boards = useQuery(listStoryboardsOptions({ query: { limit: 100 } }))
  const comparison = useQuery({
    ...compareBoardsOptions({ path: { storyboard_id: otherId ?? '', other_id: storyboardId } }),
    enabled: otherId !== null,
  })
  const others = boards.data?.storyboards.filter(({ id }) => id !== storyboardId) ?? []
  return (
    <div className="p-4">
      <Field label={t('compareWith')} hint={t('compareHelp')} className="mb-4 max-w-md">
        {(ids) => (
          <Select {...ids} value={otherId ?? ''} onChange={({ target }) => onOther(target.value)}>
            <option value="">{t('chooseOther')}</option>
            {others.map(({ id, title, created_at }) => (
              <option key={id} value={id}>
                {title} · {new Date(created_at).toLocaleString()}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {otherId ? (
        <Loaded query={comparison} skeleton={<Skeleton className="h-64" />}>
          {({ before, after, change, panels }) => (
            <>
              <div className="sticky top-0 z-10 mb-3 grid grid-cols-2 gap-3 bg-ground py-2 font-medium">
                <span className="flex items-start gap-2">
                  {t('before')}: {before.title} <ScoreBadge score={before.overall} />
                </span>
                <span className="flex items-start gap-2">
                  {t('after')}: {after.title} <ScoreBadge score={after.overall} /> <Change by={change} />
                </span>
              </div>
              <ol className="space-y-5">
                {panels.map((pair) => (
                  <Pair key={`${pair.before?.shot_id}${pair.after?.shot_id}`} pair={pair} />
                ))}
              </ol>
            </>
          )}
        </Loaded>
      ) : (
        <EmptyState icon={<Columns2 />} title={t('chooseOther')} />
      )}
    </div>
  )
}
