import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import * as Y from 'yjs'
import type { Parameters, StyleOut } from '@/api/generated/types.gen'
import vocabulary from '@/lib/vocabulary'
import { type Shared, useField } from '@/realtime/document'
import { useFieldPresence } from '@/realtime/presence'
import { IconButton } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { Field, Select } from '@/ui/field'
import { Slider } from '@/ui/slider'

// name, least, most, step, what it is where nobody set it
const KNOBS = [
  ['exposure', -5, 5, 0.05, 0],
  ['contrast', 0.2, 3, 0.01, 1],
  ['saturation', 0, 2, 0.01, 1],
  ['temperature', -100, 100, 1, 0],
  ['tint', -100, 100, 1, 0],
  ['palette_strength', 0, 1, 0.01, 0],
] as const
type Look = keyof typeof vocabulary.looks

/** The document's map of parameters. */
const parametersOf = (shared: Shared): Y.Map<unknown> | null => {
  const found = shared.fields.get('parameters')
  return found instanceof Y.Map ? found : null
}

interface KnobProps {
  knob: (typeof KNOBS)[number]
  shared: Shared
  inherited: Partial<Record<string, unknown>>
  disabled: boolean
}

const OneKnob = ({ knob: [name, min, max, step, plain], shared, inherited, disabled }: KnobProps) => {
  const { t } = useTranslation('styles')
  const parameters = useField<Parameters>(shared.fields, 'parameters') ?? {}
  const { others, tell } = useFieldPresence(shared, name)
  const own = parameters[name]
  const above = inherited[name]
  const value = own ?? (typeof above === 'number' ? above : plain)
  return (
    <fieldset
      aria-label={t(name)}
      className="flex items-end gap-1"
      onPointerDown={() => tell(true, true)}
      onFocus={() => tell(true, false)}
      onBlur={() => tell(false, false)}
    >
      <div className="min-w-0 flex-1">
        <Slider
          label={t(name)}
          min={min}
          max={max}
          step={step}
          value={value}
          unit={name === 'exposure' ? t('stops') : ''}
          disabled={disabled}
          onChange={(found) => parametersOf(shared)?.set(name, found)}
        />
      </div>
      <Faces people={others} most={2} />
      <IconButton
        size="small"
        label={t('reset', { name: t(name) })}
        disabled={disabled || own === null || own === undefined}
        onClick={() => parametersOf(shared)?.set(name, null)}
      >
        <RotateCcw />
      </IconButton>
    </fieldset>
  )
}

/** The grade's knobs, which several people turn at once; what nobody set is inherited. */
export const Knobs = ({ shared, style, disabled }: { shared: Shared; style: StyleOut; disabled: boolean }) => {
  const { t } = useTranslation('styles')
  const { t: said } = useTranslation('vocabulary')
  const parameters = useField<Parameters>(shared.fields, 'parameters') ?? {}
  const grade = (style.effective.grade ?? {}) as Record<string, unknown>
  return (
    <div className="flex flex-col gap-3">
      <Field label={t('look')}>
        {(ids) => (
          <Select
            {...ids}
            value={parameters.look ?? ''}
            disabled={disabled}
            onChange={({ target }) => parametersOf(shared)?.set('look', target.value || null)}
          >
            <option value="">{t('inherited')}</option>
            {(Object.keys(vocabulary.looks) as Look[]).map((look) => (
              <option key={look} value={look}>
                {said(`looks.${look}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {KNOBS.map((knob) => (
        <OneKnob key={knob[0]} knob={knob} shared={shared} inherited={grade} disabled={disabled} />
      ))}
    </div>
  )
}
