import { useTranslation } from 'react-i18next'
import vocabulary from '@/lib/vocabulary'
import { type Shared, useField } from '@/realtime/document'
import { Field, Select } from '@/ui/field'
import { Slider } from '@/ui/slider'
import { Switch } from '@/ui/switch'
import en from './en'

type Mood = keyof typeof vocabulary.moods
const MOODS = ['', ...Object.keys(vocabulary.moods)]
const DAYLIGHT = 5600 // kelvin

const Choice = ({
  shared,
  field,
  label,
  values,
  show,
  disabled,
}: {
  shared: Shared
  field: string
  label: string
  values: string[]
  show: (value: string) => string
  disabled: boolean
}) => {
  const value = useField<string>(shared.fields, field) ?? ''
  return (
    <Field label={label}>
      {(ids) => (
        <Select
          {...ids}
          value={value}
          disabled={disabled}
          onChange={({ target }) => shared.fields.set(field, target.value)}
        >
          {(values.includes(value) ? values : [...values, value]).map((each) => (
            <option key={each} value={each}>
              {show(each)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** The set and its light, which several people change at once; what is empty is as the script says. */
export const Light = ({ shared, disabled }: { shared: Shared; disabled: boolean }) => {
  const { t } = useTranslation('environments')
  const { t: said } = useTranslation('vocabulary')
  const contrast = useField<number>(shared.fields, 'contrast') ?? 1
  const kelvin = useField<number | null>(shared.fields, 'colour_temperature')
  return (
    <div className="flex flex-col gap-3">
      <Choice
        shared={shared}
        field="set"
        label={t('set')}
        values={Object.keys(en.sets)}
        show={(value) => t(`sets.${value as keyof typeof en.sets}`)}
        disabled={disabled}
      />
      <Choice
        shared={shared}
        field="lighting"
        label={t('lighting')}
        values={Object.keys(en.hours)}
        show={(value) => t(`hours.${value as keyof typeof en.hours}`)}
        disabled={disabled}
      />
      <Choice
        shared={shared}
        field="mood"
        label={t('mood')}
        values={MOODS}
        show={(value) => (value ? said(`moods.${value as Mood}`) : t('asScript'))}
        disabled={disabled}
      />
      <Slider
        label={t('contrast')}
        min={0.25}
        max={3}
        step={0.05}
        value={contrast}
        onChange={(value) => shared.fields.set('contrast', value)}
        disabled={disabled}
      />
      <Switch
        label={t('ownTemperature')}
        checked={typeof kelvin === 'number'}
        onChange={(own) => shared.fields.set('colour_temperature', own ? DAYLIGHT : null)}
        disabled={disabled}
      />
      {typeof kelvin === 'number' && (
        <Slider
          label={t('temperature')}
          unit={t('kelvin')}
          min={1800}
          max={12_000}
          step={50}
          value={kelvin}
          onChange={(value) => shared.fields.set('colour_temperature', value)}
          disabled={disabled}
        />
      )}
    </div>
  )
}
