import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ExternalLink, Plus, Redo2, RotateCcw, Trash2, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  addShotMutation,
  changeShotMutation,
  deleteShotMutation,
  listShotsQueryKey,
  restoreShotMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Angle, CastOut, Framing, Move, PanelShot, ShotChange } from '@/api/generated/types.gen'
import { at, useProjectId } from '@/lib/project'
import { type Shared, writeField } from '@/realtime/document'
import { KeepingSign, SharedText } from '@/realtime/shared-text'
import { Button, buttonClasses, IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Input, Select, TextArea } from '@/ui/field'
import { Picture } from '@/ui/picture'
import { tell, tellFailure } from '@/ui/toast'
import { Dialogue, People } from './in-shot'
import { shotFields } from './use-board'

const FRAMINGS: Framing[] = ['ECU', 'CU', 'MCU', 'MS', 'MLS', 'WS', 'EWS', 'over-the-shoulder', 'two-shot', 'insert']
const ANGLES: Angle[] = ['eye-level', 'high', 'low', 'top', 'dutch']
const MOVES: Move[] = ['static', 'push-in', 'pull-out', 'pan', 'tilt', 'dolly', 'crane', 'handheld']
const LENSES = [18, 21, 25, 28, 32, 35, 40, 50, 65, 75, 85, 100, 135]

/** Changes the shot's row, adds one behind it, puts it away: each with a way back. */
const useShotEdits = (shot: PanelShot, onClose: () => void) => {
  const { t } = useTranslation('storyboards')
  const queries = useQueryClient()
  const path = { shot_id: shot.id }
  const again = () =>
    queries.invalidateQueries({ queryKey: listShotsQueryKey({ path: { storyboard_id: shot.storyboard_id } }) })
  const after = { onSuccess: again, onError: tellFailure }
  const change = useMutation({ ...changeShotMutation(), ...after })
  const add = useMutation({ ...addShotMutation(), ...after })
  const restore = useMutation({ ...restoreShotMutation(), ...after })
  const remove = useMutation({
    ...deleteShotMutation(),
    onError: tellFailure,
    onSuccess: () => {
      onClose()
      tell(t('away'), { undo: { label: t('undo'), run: () => restore.mutate({ path }) } })
      return again()
    },
  })
  return {
    busy: change.isPending || add.isPending || remove.isPending,
    change: (body: ShotChange) => change.mutate({ path, body }),
    add: () => add.mutate({ path: { storyboard_id: shot.storyboard_id }, body: { after: shot.id } }),
    remove: () => remove.mutate({ path }),
  }
}

const Choice = <Value extends string | number>({
  label,
  value,
  values,
  onChange,
  disabled,
  show = String,
}: {
  label: string
  value: Value
  values: Value[]
  onChange: (value: Value) => void
  disabled: boolean
  show?: (value: Value) => string
}) => (
  <Field label={label}>
    {(ids) => (
      <Select
        {...ids}
        value={value}
        disabled={disabled}
        onChange={({ target }) => {
          const found = values.find((each) => String(each) === target.value)
          if (found !== undefined) onChange(found)
        }}
      >
        {(values.includes(value) ? values : [value, ...values]).map((each) => (
          <option key={each} value={each}>
            {show(each)}
          </option>
        ))}
      </Select>
    )}
  </Field>
)

interface ShotEditorProps {
  shot: PanelShot
  shared: Shared
  cast: readonly CastOut[]
  rate: number
  mayEdit: boolean
  onRetake: () => void
  onClose: () => void
}

/** What a shot is: its words, framing, lens and move, changed by several people at once. */
export const ShotEditor = ({ shot, shared, cast, rate, mayEdit, onRetake, onClose }: ShotEditorProps) => {
  const { t } = useTranslation('storyboards')
  const projectId = useProjectId()
  const edits = useShotEdits(shot, onClose)
  const fields = shotFields(shared, shot.id)
  const off = !mayEdit || !fields
  const put = (key: string) => (value: unknown) => fields && writeField(fields, key, value)
  const inside = { shot, cast, disabled: off, onPut: (key: string, value: unknown) => put(key)(value) }
  return (
    <Dialog
      open
      side
      onClose={onClose}
      title={`${shot.scene}/${shot.number}`}
      description={mayEdit ? shot.heading : t('readOnly')}
      footer={
        <>
          <IconButton label={t('undo')} keys="mod+z" disabled={off} onClick={() => void shared.undo.undo()}>
            <Undo2 />
          </IconButton>
          <IconButton label={t('redo')} keys="mod+shift+z" disabled={off} onClick={() => void shared.undo.redo()}>
            <Redo2 />
          </IconButton>
          <KeepingSign shared={shared} />
          <span className="flex-1" />
          <Button onClick={onRetake} disabled={!mayEdit}>
            <RotateCcw />
            {t('retake')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Picture src={shot.frame?.image_url} alt={shot.description} edge={480} className="rounded" />
        {fields && (
          <SharedText
            shared={{ ...shared, fields }}
            field="description"
            place={`shot ${shot.id}`}
            label={t('description')}
            lines
            disabled={off}
          />
        )}
        <div className="grid grid-cols-2 gap-3">
          <Choice
            label={t('framing')}
            value={shot.framing}
            values={FRAMINGS}
            onChange={put('framing')}
            disabled={off}
          />
          <Choice
            label={t('angle')}
            value={shot.angle}
            values={ANGLES}
            onChange={(angle) => edits.change({ angle })}
            disabled={off}
          />
          <Choice
            label={t('lens')}
            value={shot.lens_mm}
            values={LENSES}
            onChange={put('lens_mm')}
            disabled={off}
            show={(mm) => t('lensUnit', { mm })}
          />
          <Choice label={t('move')} value={shot.move} values={MOVES} onChange={put('move')} disabled={off} />
        </div>
        <People {...inside} />
        <Dialogue {...inside} />
        <Field
          label={t('duration')}
          hint={t('durationHint', { seconds: (shot.duration_frames / rate).toFixed(1), rate })}
        >
          {(ids) => (
            <Input
              {...ids}
              type="number"
              min={1}
              max={14_000}
              value={shot.duration_frames}
              disabled={off}
              onChange={({ target }) =>
                target.valueAsNumber >= 1 && put('duration_frames')(Math.round(target.valueAsNumber))
              }
            />
          )}
        </Field>
        <Field label={t('negative')}>
          {(ids) => (
            <TextArea
              {...ids}
              defaultValue={shot.negative_prompt}
              disabled={off}
              onBlur={({ target }) =>
                target.value !== shot.negative_prompt && edits.change({ negative_prompt: target.value })
              }
            />
          )}
        </Field>
        <div className="flex flex-wrap gap-2">
          <Link className={buttonClasses()} to={at(projectId, 'storyboards', shot.storyboard_id, 'shots', shot.id)}>
            <ExternalLink />
            {t('open')}
          </Link>
          <Button onClick={edits.add} disabled={off || edits.busy}>
            <Plus />
            {t('put')}
          </Button>
          <Button look="danger" onClick={edits.remove} disabled={off || edits.busy}>
            <Trash2 />
            {t('putAway')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
