import { useQuery } from '@tanstack/react-query'
import { GitCompareArrows } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { compareGenerationsOptions, getGenerationOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { GenerationDiff, GenerationItem, GenerationOut, SceneChange } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { scoreText } from '@/lib/score'
import { usePut } from '@/lib/use-put'
import { Button } from '@/ui/button'
import { Field, Select } from '@/ui/field'
import { ScoreBadge } from '@/ui/score-badge'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { useDimension } from '@/ui/use-dimension'
import { ChangesList } from './changes-list'
import { gain, merged } from './figures'
import { Gain } from './gain'
import { SideBySide } from './side-by-side'
import { CELL, HEAD } from './tables'

const RadarOf = lazy(() => import('./radar').then(({ RadarOf }) => ({ default: RadarOf })))

/** What each dimension gained, as figures beside the shape. */
const Differences = ({ change, labels }: { change: SceneChange; labels: [string, string] }) => {
  const { t } = useTranslation('quality')
  const named = useDimension()
  const radars = [change.before?.radar ?? [], change.after?.radar ?? []]
  return (
    <table className="w-full text-[13px]">
      <caption className="sr-only">{t('scores')}</caption>
      <thead>
        <tr>
          <th className={HEAD}>{t('dimension')}</th>
          <th className={HEAD}>{labels[0]}</th>
          <th className={HEAD}>{labels[1]}</th>
          <th className={HEAD}>{t('difference')}</th>
        </tr>
      </thead>
      <tbody>
        <tr className="border-t font-medium">
          <th scope="row" className={cn(CELL, 'text-left')}>
            {t('takeScore')}
          </th>
          <td className={CELL}>
            <ScoreBadge score={change.before?.score} />
          </td>
          <td className={CELL}>
            <ScoreBadge score={change.after?.score} />
          </td>
          <td className={CELL}>
            <Gain by={change.change} />
          </td>
        </tr>
        {merged(radars).map(({ dimension, values: [before = null, after = null] }) => (
          <tr key={dimension} className="border-t">
            <th scope="row" className={cn(CELL, 'text-left font-normal')}>
              {named(dimension)}
            </th>
            <td className={cn(CELL, 'tabular-nums')}>{scoreText(before)}</td>
            <td className={cn(CELL, 'tabular-nums')}>{scoreText(after)}</td>
            <td className={CELL}>
              <Gain by={gain(before, after)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The shots in which another take stands; the one that is looked at is in the address. */
const Scenes = ({
  scenes,
  current,
  names,
  onScene,
}: {
  scenes: SceneChange[]
  current: SceneChange
  names: Map<number, string>
  onScene: (number: number) => void
}) => {
  const { t } = useTranslation('quality')
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">{t('scene')}</legend>
      {scenes.map((scene) => (
        <Button
          key={scene.scene_number}
          size="small"
          aria-pressed={scene === current}
          className={scene === current ? 'border-accent text-accent' : ''}
          onClick={() => onScene(scene.scene_number)}
        >
          {t('shot', { shot: names.get(scene.scene_number) ?? scene.scene_number })}
          <Gain by={scene.change} />
        </Button>
      ))}
    </fieldset>
  )
}

const Compared = ({ diff, before, after }: { diff: GenerationDiff; before: GenerationOut; after: GenerationOut }) => {
  const { t } = useTranslation('quality')
  const [params, put] = usePut()
  const names = new Map(after.scenes.map(({ scene_number, scene, shot }) => [scene_number, `${scene}/${shot}`]))
  const current = diff.scenes.find(({ scene_number }) => String(scene_number) === params.get('scene')) ?? diff.scenes[0]
  const labels: [string, string] = [
    t('iterationNumber', { number: before.number }),
    t('iterationNumber', { number: after.number }),
  ]
  return (
    <>
      {current ? (
        <section aria-label={t('scene')} className="space-y-3 rounded-lg border bg-surface p-4">
          <Scenes
            scenes={diff.scenes}
            current={current}
            names={names}
            onScene={(number) => put({ scene: String(number) })}
          />
          <SideBySide key={current.scene_number} change={current} labels={labels} />
          <div className="grid gap-4 lg:grid-cols-[24rem_1fr]">
            <Suspense fallback={<Skeleton className="h-[300px]" />}>
              <RadarOf
                radars={[current.after?.radar ?? [], current.before?.radar ?? []]}
                label={t('radarAll')}
                size={300}
              />
            </Suspense>
            <Differences change={current} labels={labels} />
          </div>
        </section>
      ) : (
        <EmptyState icon={<GitCompareArrows />} title={t('sameTakes')}>
          {t('sameTakesHelp')}
        </EmptyState>
      )}
      <ChangesList diff={diff} before={before} after={after} />
    </>
  )
}

const Pair = ({ before, after }: { before: string; after: GenerationOut }) => {
  const diff = useQuery(compareGenerationsOptions({ path: { generation_id: after.id, other_generation_id: before } }))
  const then = useQuery(getGenerationOptions({ path: { generation_id: before } }))
  return (
    <Loaded query={diff} skeleton={<Skeleton className="aspect-video" />}>
      {(found) => (
        <Loaded query={then} skeleton={<Skeleton className="aspect-video" />}>
          {(was) => <Compared diff={found} before={was} after={after} />}
        </Loaded>
      )}
    </Loaded>
  )
}

/** Two iterations of a board: their clips on one clock, what the scores gained, and what was changed for it. */
export const Compare = ({ generation, others }: { generation: GenerationOut; others: GenerationItem[] }) => {
  const { t } = useTranslation('quality')
  const [params, put] = usePut()
  const found = others.filter(({ id }) => id !== generation.id)
  const before =
    found.find(({ id }) => id === params.get('with')) ?? found.find(({ id }) => id === generation.parent_id) ?? found[0]
  if (!before)
    return (
      <EmptyState icon={<GitCompareArrows />} title={t('one')}>
        {t('oneHelp')}
      </EmptyState>
    )
  return (
    <div className="space-y-4 p-4">
      <Field label={t('before')} className="w-56">
        {(ids) => (
          <Select {...ids} value={before.id} onChange={({ target }) => put({ with: target.value, scene: null })}>
            {found.map(({ id, number, overall }) => (
              <option key={id} value={id}>
                {t('iterationNumber', { number })} · {scoreText(overall)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Pair before={before.id} after={generation} />
    </div>
  )
}
