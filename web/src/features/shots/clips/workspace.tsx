import { Clapperboard, ImageOff } from 'lucide-react'
import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  GenerationOut,
  GenerationScene,
  PanelShot,
  PromptSuggestions,
  SceneAttempts,
} from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { useCommand } from '@/lib/commands'
import { usePut } from '@/lib/use-put'
import { Button } from '@/ui/button'
import { Picture } from '@/ui/picture'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { useHeroes } from '../heroes/use-heroes'
import { usePass } from '../use-pass'
import { DirectForm } from './direct-form'
import { Measures } from './measures'
import { Players } from './players'
import { Standing } from './standing'
import { Strip } from './strip'
import { Suggestions } from './suggestions'
import { TakeNotes } from './take-notes'
import { isOpen, useClipJob, useOrder, useScene, useUse } from './use-clips'
import { shownOf, toggled } from './words'

interface WorkProps {
  generation: GenerationOut
  scene: GenerationScene
  found: SceneAttempts
  suggested: PromptSuggestions | undefined
  onHeroes: () => void
}

/** Which takes stand beside each other is in the address; or which one is spoken of, at which frame. */
const useShown = ({ attempts }: SceneAttempts) => {
  const [params, put] = usePut()
  const noted = attempts.find(({ attempt_id }) => attempt_id === params.get('notes'))
  const from = Number(params.get('frame')) || 0
  const say = useCallback(
    (notes: string, { frame, note }: { frame: number; note?: string }) =>
      put({ notes, frame: String(frame), note: note ?? null }),
    [put],
  )
  const look = useCallback((note: string | undefined) => put({ note: note ?? null }), [put])
  const leave = useCallback((frame: number) => put({ notes: null, note: null, frame: String(frame) }), [put])
  const asked = params.get('beside') ?? ''
  const shown = useMemo(() => shownOf(attempts, asked.split(',')), [attempts, asked])
  const ids = useMemo(() => shown.map(({ attempt_id }) => attempt_id), [shown])
  const toggle = useCallback((id: string) => put({ beside: toggled(ids, id).join(',') }), [put, ids])
  const newest = useCallback(() => put({ beside: null }), [put])
  return { shown, ids, toggle, newest, noted, note: params.get('note'), from, say, look, leave }
}

type Looking = ReturnType<typeof useShown>

const Work = ({ generation, scene, found, suggested, onHeroes, looking }: WorkProps & { looking: Looking }) => {
  const { t } = useTranslation('clips')
  const { why } = useMay('edit')
  const { shown, ids, toggle, newest } = looking
  const { use, using } = useUse(generation.id, found.attempts)
  const order = useOrder(generation.id, scene.scene_number, found.attempts.length)
  const clip = useClipJob(scene.job_id, order.ordered)
  const heroes = useHeroes(generation.id, scene.shot_id).data
  const making = clip.job !== undefined && isOpen(clip.job)
  const mine = ({ shot_id }: { shot_id: string }) => shot_id === scene.shot_id
  const aside = useRef<HTMLElement>(null)
  const direct = useCallback(() => aside.current?.querySelector('textarea')?.focus(), [])
  useCommand({ id: 'clips-direct', title: t('toDirect'), group: t('group'), keys: 'n', run: direct })
  return (
    <div className="flex min-h-full flex-col">
      <div className="flex-1 space-y-4 p-4">
        <Standing generation={generation} scene={scene} clip={clip} why={why} onDirect={direct} />
        {shown.length > 0 && (
          <Players takes={shown} from={looking.from} using={using} why={why} onUse={use} onNotes={looking.say} />
        )}
        <div className="grid gap-6 lg:grid-cols-[1fr_22rem]">
          {shown.length > 0 ? (
            <div className="min-w-0 space-y-6">
              <Measures takes={shown} />
              <Suggestions
                open={suggested?.suggestions.filter(mine) ?? []}
                accepted={suggested?.accepted.filter(mine) ?? []}
                accepting={order.accepting}
                atWork={making ? clip.job?.id : undefined}
                why={why}
                onAccept={order.accept}
              />
            </div>
          ) : (
            <figure className="space-y-2">
              <Picture src={scene.hero_frame?.image_url} alt={scene.description} eager className="rounded" />
              <figcaption>
                <h2 className="font-semibold">{t('empty')}</h2>
                <p className="text-muted">{t('emptyHelp')}</p>
              </figcaption>
            </figure>
          )}
          <aside ref={aside} aria-label={t('direct')} className="min-w-0">
            <DirectForm
              key={scene.attempts === 0 ? 'first' : scene.hero_frame?.take_id}
              generationId={generation.id}
              scene={scene}
              frames={heroes?.frames ?? []}
              negatives={heroes?.negative_prompt ?? ''}
              busy={order.busy}
              refusal={order.refusal}
              why={why}
              onOrder={(wish) => {
                order.order(wish)
                newest()
              }}
              onHeroes={onHeroes}
            />
          </aside>
        </div>
      </div>
      {found.attempts.length > 1 && (
        <div className="bottom-0 z-20 md:sticky">
          <Strip takes={found.attempts} shown={ids} making={making} onToggle={toggle} />
        </div>
      )}
    </div>
  )
}

/** The takes of a scene beside each other, or what is said of one. */
const Takes = (props: WorkProps) => {
  const looking = useShown(props.found)
  const { noted, from, note, look, leave } = looking
  if (!noted) return <Work {...props} looking={looking} />
  return <TakeNotes key={noted.attempt_id} take={noted} from={from} note={note} onNote={look} onBack={leave} />
}

const OfPass = ({ generationId, shot, onHeroes }: { generationId: string; shot: PanelShot; onHeroes: () => void }) => {
  const { t } = useTranslation('clips')
  const { generation, attempts, suggestions, scene } = useScene(generationId, shot.position + 1)
  const skeleton = <Skeleton className="m-4 aspect-video" />
  return (
    <Loaded query={generation} skeleton={skeleton}>
      {(whole) => (
        <Loaded query={attempts} skeleton={skeleton}>
          {(found) =>
            scene?.hero_frame && found ? (
              <Takes generation={whole} scene={scene} found={found} suggested={suggestions.data} onHeroes={onHeroes} />
            ) : (
              <EmptyState
                icon={<ImageOff />}
                title={t('noHero')}
                action={<Button onClick={onHeroes}>{t('toHeroes')}</Button>}
              >
                {t('noHeroHelp')}
              </EmptyState>
            )
          }
        </Loaded>
      )}
    </Loaded>
  )
}

/** A shot's clip: its takes beside each other with what was measured, one chosen, others directed, as often as one likes. */
export const Workspace = ({ shot, onHeroes }: { shot: PanelShot; onHeroes: () => void }) => {
  const { t } = useTranslation('clips')
  const { query, pass } = usePass(shot.storyboard_id)
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 aspect-video" />}>
      {() =>
        pass ? (
          <OfPass generationId={pass.id} shot={shot} onHeroes={onHeroes} />
        ) : (
          <EmptyState icon={<Clapperboard />} title={t('noPass')}>
            {t('noPassHelp')}
          </EmptyState>
        )
      }
    </Loaded>
  )
}
