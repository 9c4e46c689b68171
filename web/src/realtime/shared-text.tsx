import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import * as Y from 'yjs'
import { cn } from '@/lib/cn'
import { Faces } from '@/ui/faces'
import { Field, Input, TextArea } from '@/ui/field'
import { type Shared, useField, writeField } from './document'
import { useFieldPresence } from './presence'

type Box = HTMLInputElement & HTMLTextAreaElement
type Ends = [Y.RelativePosition, Y.RelativePosition]

/** Keeps the caret between the same two letters while others type before it. */
const useCaret = (fields: Y.Map<unknown>, field: string, value: string) => {
  const box = useRef<Box>(null)
  const ends = useRef<Ends>(undefined)
  const remember = () => {
    const text = fields.get(field)
    if (!box.current || !(text instanceof Y.Text)) return
    const at = (index: number | null) => Y.createRelativePositionFromTypeIndex(text, index ?? 0)
    ends.current = [at(box.current.selectionStart), at(box.current.selectionEnd)]
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret moves when the text does
  useLayoutEffect(() => {
    const { current } = box
    if (!current || !ends.current || !fields.doc || document.activeElement !== current) return
    const [start, end] = ends.current.map((found) =>
      fields.doc ? Y.createAbsolutePositionFromRelativePosition(found, fields.doc)?.index : undefined,
    )
    if (start !== undefined && end !== undefined) current.setSelectionRange(start, end)
  }, [fields, value])
  return { box, remember }
}

/** mod+z takes back what was typed here, never what another typed. */
const undoOn = (event: KeyboardEvent, undo: Y.UndoManager) => {
  if (event.key.toLowerCase() !== 'z' || !(event.metaKey || event.ctrlKey)) return
  event.preventDefault()
  if (event.shiftKey) undo.redo()
  else undo.undo()
}

interface SharedTextProps {
  shared: Shared
  /** The field of the document: prose (`Y.Text`) or plain text. */
  field: string
  /** What the others are told you are in, where fields of one name stand in several places. */
  place?: string
  label: string
  hint?: string
  lines?: boolean
  maxLength?: number
  disabled?: boolean
  className?: string
}

/** A text in which several people type at once: who is in it stands beside its label. */
export const SharedText = ({
  shared,
  field,
  place = field,
  label,
  hint,
  lines,
  maxLength,
  disabled,
  className,
}: SharedTextProps) => {
  const { t } = useTranslation('ui')
  const value = useField<string>(shared.fields, field) ?? ''
  const { box, remember } = useCaret(shared.fields, field, value)
  const { others, tell } = useFieldPresence(shared, place)
  const typing = others.filter((other) => other.typing).map(({ name }) => name)
  const Control = lines ? TextArea : Input
  return (
    <div className={cn('relative', className)}>
      <Field label={label} hint={hint}>
        {(ids) => (
          <Control
            {...ids}
            ref={box}
            value={value}
            maxLength={maxLength}
            disabled={disabled || !shared.ready}
            onChange={(event: { target: { value: string } }) => {
              writeField(shared.fields, field, event.target.value)
              remember()
              tell(true, true)
            }}
            onSelect={remember}
            onFocus={() => tell(true, false)}
            onBlur={() => tell(false, false)}
            onKeyDown={(event: KeyboardEvent) => undoOn(event, shared.undo)}
          />
        )}
      </Field>
      <div className="absolute -top-1 right-0 flex items-center gap-2 text-[12px] text-muted">
        {typing.length > 0 && <span>{t('typing', { names: typing.join(', ') })}</span>}
        <Faces people={others} />
      </div>
    </div>
  )
}

/** Whether what was edited together is kept. */
export const KeepingSign = ({ shared: { keeping, why, ready } }: { shared: Shared }) => {
  const { t } = useTranslation('ui')
  if (!ready && keeping !== 'refused') return null
  const color = {
    saved: 'bg-excellent',
    saving: 'bg-good',
    unsaved: 'bg-retake',
    refused: 'bg-retake',
    offline: 'bg-good',
  }
  return (
    <span role="status" aria-label={t('keeping')} className="inline-flex items-center gap-2 text-[12px] text-muted">
      <span className={cn('size-2 shrink-0 rounded-full', color[keeping])} />
      {t(keeping, { why })}
    </span>
  )
}
