import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Redo2, RotateCcw, Undo2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getStageOptions,
  getStageQueryKey,
  giveStageBackMutation,
  listShotsQueryKey,
  moveStageMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import { previewStage } from '@/api/generated/sdk.gen'
import type { StageOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { useOffer } from '@/lib/commands'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Loaded, Skeleton } from '@/ui/states'
import { tell, tellFailure } from '@/ui/toast'
import { CameraForm, PersonForm } from './forms'
import { type Blocking, changesOf, withCamera } from './geometry'
import { Plan } from './plan'
import { SceneView } from './scene-view'
import { useBlocking } from './use-blocking'

/** Keeps a blocking, gives it back to the rules, and draws a small preview of one that is not kept. */
const useKeeping = (stage: StageOut, { kept, now, took }: ReturnType<typeof useBlocking>) => {
  const { t } = useTranslation('shots')
  const queries = useQueryClient()
  const path = { shot_id: stage.shot_id }
  const stand = (sent: Blocking) => (found: StageOut) => {
    took(sent, found)
    queries.setQueryData(getStageQueryKey({ path }), found)
    return queries.invalidateQueries({ queryKey: listShotsQueryKey({ path: { storyboard_id: stage.storyboard_id } }) })
  }
  const failed = (error: unknown) => {
    tellFailure(error)
    return queries.invalidateQueries({ queryKey: getStageQueryKey({ path }) }) // somebody may have been quicker
  }
  const keep = useMutation({ ...moveStageMutation(), onError: failed })
  const giveBack = useMutation({
    ...giveStageBackMutation(),
    onError: failed,
    onSuccess: (found) => {
      tell(t('givenBack'))
      return stand(now)(found)
    },
  })
  const preview = useMutation({
    mutationFn: async () => {
      const { data } = await previewStage({ path, body: changesOf(kept, now), parseAs: 'blob', throwOnError: true })
      return URL.createObjectURL(data as unknown as Blob)
    },
    onError: tellFailure,
  })
  return {
    preview,
    giveBack: () => giveBack.mutate({ path }),
    keep: (render: boolean) =>
      keep.mutate(
        { path, body: { ...changesOf(kept, now), version: stage.version, render } },
        {
          onSuccess: (found) => {
            tell(found.job_id ? t('keptDrawing') : t('kept'))
            return stand(now)(found)
          },
        },
      ),
    busy: keep.isPending || giveBack.isPending,
  }
}

/** Asks before the page is left for good with moves that are not kept; another tab or page of ours loses none. */
const useAsked = (changed: boolean) =>
  useEffect(() => {
    if (!changed) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [changed])

/** Somebody else moved what is being moved here: both are seen, what is kept next is on top of theirs. */
const Overtaken = ({ onSeen, onReset }: { onSeen: () => void; onReset: () => void }) => {
  const { t } = useTranslation('shots')
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 rounded border border-good p-2 text-[13px]">
      <p className="min-w-40 flex-1">{t('overtaken')}</p>
      <Button size="small" onClick={onSeen}>
        {t('keepMine')}
      </Button>
      <Button size="small" look="quiet" onClick={onReset}>
        {t('takeTheirs')}
      </Button>
    </div>
  )
}

const Editor = ({ stage, mayEdit }: { stage: StageOut; mayEdit: boolean }) => {
  const { why } = useMay('edit')
  const { t } = useTranslation('shots')
  const moving = useBlocking(stage)
  const { now, put, changed, undo, redo, reset } = moving
  const { preview, keep, giveBack, busy } = useKeeping(stage, moving)
  useAsked(changed)
  const [selected, setSelected] = useState(stage.people[0]?.character ?? 'camera')
  const person = now.people.find(({ character }) => character === selected)
  useOffer(
    useMemo(() => {
      const group = t('stage')
      return [
        { id: 'stage-undo', title: t('undo'), group, keys: 'mod+z', run: undo },
        { id: 'stage-redo', title: t('redo'), group, keys: 'mod+shift+z', run: redo },
      ]
    }, [t, undo, redo]),
  )
  const form = { stage, blocking: now, disabled: !mayEdit, onPut: put }
  return (
    <div className="grid min-h-0 flex-1 gap-3 overflow-y-auto p-3 xl:grid-cols-[1fr_18rem]">
      <div className="flex min-w-0 flex-col gap-3">
        <div className="grid gap-3 lg:grid-cols-[3fr_2fr]">
          <figure className="min-w-0">
            <SceneView
              stage={stage}
              blocking={now}
              disabled={!mayEdit}
              onCamera={(position, target) => put((before) => withCamera(before, { position, target }))}
            />
            <figcaption className="mt-1 text-[12px] text-muted">
              {t('through')}. {mayEdit ? t('throughHelp') : t('readOnly')}
            </figcaption>
          </figure>
          <figure className="flex min-h-64 min-w-0 flex-col">
            <div className="min-h-0 flex-1 overflow-hidden rounded border">
              <Plan
                stage={stage}
                blocking={now}
                selected={selected}
                disabled={!mayEdit}
                onSelect={setSelected}
                onPut={put}
              />
            </div>
            <figcaption className="mt-1 text-[12px] text-muted">
              {t('plan')}. {mayEdit && t('planHelp')}
            </figcaption>
          </figure>
        </div>
        {preview.data && <img src={preview.data} alt={t('preview')} className="w-full max-w-xl rounded" />}
        {stage.notes.length > 0 && (
          <ul aria-label={t('notesOfStage')} className="list-disc pl-5 text-[13px] text-muted">
            {stage.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </div>
      <div className="flex flex-col gap-4">
        {changed && moving.overtaken && <Overtaken onSeen={moving.seen} onReset={reset} />}
        <h2 className="flex items-center gap-2 font-semibold">
          {person?.character ?? t('camera')}
          {changed && <Badge tone="good">{t('unsaved')}</Badge>}
        </h2>
        {person ? <PersonForm {...form} person={person} /> : <CameraForm {...form} />}
        <div className="flex flex-wrap gap-2 border-t pt-3">
          <IconButton label={t('undo')} keys="mod+z" disabled={!changed} onClick={undo}>
            <Undo2 />
          </IconButton>
          <IconButton label={t('redo')} keys="mod+shift+z" disabled={!moving.undone} onClick={redo}>
            <Redo2 />
          </IconButton>
          <IconButton label={t('reset')} disabled={!changed} onClick={reset}>
            <RotateCcw />
          </IconButton>
          <Button busy={preview.isPending} onClick={() => preview.mutate()}>
            {preview.isPending ? t('previewing') : t('preview')}
          </Button>
        </div>
        <div className="flex flex-col gap-2">
          <Button look="primary" busy={busy} disabled={!changed} why={why} onClick={() => keep(true)}>
            {t('keepAndDraw')}
          </Button>
          <Button busy={busy} disabled={!changed} why={why} onClick={() => keep(false)}>
            {t('keep')}
          </Button>
          {stage.by_hand && (
            <Button busy={busy} why={why} onClick={giveBack}>
              {t('giveBack')}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

/** The blocked shot: people and camera are moved by hand, looked at, and kept. */
export const StageEditor = ({ shotId, mayEdit }: { shotId: string; mayEdit: boolean }) => {
  const query = useQuery(getStageOptions({ path: { shot_id: shotId } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-3 aspect-video" />}>
      {(stage) => <Editor stage={stage} mayEdit={mayEdit} />}
    </Loaded>
  )
}
