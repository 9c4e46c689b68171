import { createContext, useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shared } from '@/realtime/document'
import { SharedText } from '@/realtime/shared-text'
import { sharedOf } from './graph'
import { nameId } from './kinds'

/** The canvas's document, and which note is being written: a new one at once. */
export const Writing = createContext<{ shared: Shared; note: string; write: (id: string) => void } | null>(null)

/** A note's words; a double-click (or Enter) opens them, and several people may type in them at once. */
export const NoteText = ({ id, text, editable }: { id: string; text: string; editable: boolean }) => {
  const { t } = useTranslation('canvas')
  const writing = useContext(Writing)
  const [focused, setFocused] = useState(false)
  const map = writing && sharedOf(writing.shared.fields, 'nodes', id)
  if (!writing || !map || !editable || writing.note !== id)
    return (
      <p id={nameId(id)} className="whitespace-pre-wrap px-3 py-2 text-[13px]">
        {text || <span className="text-muted">{t('noteEmpty')}</span>}
      </p>
    )
  return (
    <fieldset
      aria-label={t('note')}
      className="nodrag nowheel nopan min-w-0 cursor-text p-1"
      onFocus={() => setFocused(true)}
      onBlur={() => focused && writing.write('')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') writing.write('')
      }}
      ref={(element) => {
        if (!focused) element?.querySelector('textarea')?.focus()
      }}
    >
      <SharedText
        shared={{ ...writing.shared, fields: map }}
        field="text"
        place={`note ${id}`}
        label={t('note')}
        lines
        maxLength={5000}
        className="[&_label]:sr-only [&_textarea]:border-transparent [&_textarea]:bg-ground"
      />
    </fieldset>
  )
}
