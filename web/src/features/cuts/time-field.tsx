import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, Input } from '@/ui/field'
import { framesOf, timecodeOf } from './rates'

interface TimeFieldProps {
  label: string
  frames: number
  rate: string
  hint?: string
  disabled?: boolean
  onChange: (frames: number) => void
}

/** A time typed as frames or timecode, shown as both; written when it is left or Enter is pressed. */
export const TimeField = ({ label, frames, rate, hint, disabled, onChange }: TimeFieldProps) => {
  const { t } = useTranslation('cuts')
  const shown = timecodeOf(frames, rate)
  const [text, setText] = useState(shown)
  useEffect(() => setText(shown), [shown])
  const found = framesOf(text, rate)
  const done = () => {
    if (found === null || found === frames) setText(shown)
    else onChange(found)
  }
  return (
    <Field
      label={`${label} · ${t('frames', { count: frames })}`}
      hint={hint}
      error={found === null ? t('badTime') : undefined}
    >
      {(ids) => (
        <Input
          {...ids}
          value={text}
          disabled={disabled}
          inputMode="numeric"
          className="font-mono tabular-nums"
          onChange={({ target }) => setText(target.value)}
          onBlur={done}
          onKeyDown={(event) => {
            if (event.key === 'Enter') done()
            if (event.key === 'Escape') setText(shown)
          }}
        />
      )}
    </Field>
  )
}
