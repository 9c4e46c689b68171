import { useTranslation } from 'react-i18next'
import type { Expression, PersonOut, Pose, StageOut } from '@/api/generated/types.gen'
import vocabulary from '@/lib/vocabulary'
import { Button } from '@/ui/button'
import { Field, Select } from '@/ui/field'
import { Slider } from '@/ui/slider'
import { type Blocking, gazeOf, headingTo, turned, withCamera, withPerson } from './geometry'

const POSES = Object.keys(vocabulary.poses) as Pose[]
const EXPRESSIONS = Object.keys(vocabulary.expressions) as Expression[]

interface FormProps {
  stage: StageOut
  blocking: Blocking
  disabled: boolean
  onPut: (change: (now: Blocking) => Blocking, going?: boolean) => void
}

const Pick = <Value extends string>({
  label,
  value,
  values,
  said,
  onPick,
  disabled,
}: {
  label: string
  value: Value
  values: Value[]
  said: (value: Value) => string
  onPick: (value: Value) => void
  disabled: boolean
}) => (
  <Field label={label}>
    {(ids) => (
      <Select {...ids} value={value} disabled={disabled} onChange={({ target }) => onPick(target.value as Value)}>
        {values.map((each) => (
          <option key={each} value={each}>
            {said(each)}
          </option>
        ))}
      </Select>
    )}
  </Field>
)

/** What a person does: pose, expression, where they face and look. */
export const PersonForm = ({ person, blocking, disabled, onPut }: FormProps & { person: PersonOut }) => {
  const { t } = useTranslation('shots')
  const { t: said } = useTranslation('vocabulary')
  const put = (change: Partial<PersonOut>, going = false) =>
    onPut((now) => withPerson(now, person.character, change), going)
  const others = blocking.people.filter(({ character }) => character !== person.character)
  const looksAt = gazeOf(person, blocking)
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3">
        <Pick
          label={t('pose')}
          value={person.pose}
          values={POSES}
          said={(pose) => said(`poses.${pose}`)}
          onPick={(pose) => put({ pose })}
          disabled={disabled}
        />
        <Pick
          label={t('expression')}
          value={person.expression}
          values={EXPRESSIONS}
          said={(expression) => said(`expressions.${expression}`)}
          onPick={(expression) => put({ expression })}
          disabled={disabled}
        />
      </div>
      <Slider
        label={t('heading')}
        unit="°"
        min={-180}
        max={180}
        value={person.heading}
        onChange={(heading) => put({ heading: turned(heading) }, true)}
        disabled={disabled}
      />
      <Field label={t('lookAt')}>
        {(ids) => (
          <Select
            {...ids}
            value={looksAt}
            disabled={disabled}
            onChange={({ target }) => {
              const other = others.find(({ character }) => character === target.value)
              const eyes: [number, number, number] | undefined = other && [
                other.position[0],
                other.position[1],
                other.position[2] + 1.55,
              ]
              put({ look_at: target.value === 'camera' ? blocking.camera.position : (eyes ?? null) })
            }}
          >
            <option value="ahead">{t('lookAhead')}</option>
            <option value="camera">{t('lookAtCamera')}</option>
            {others.map(({ character }) => (
              <option key={character}>{character}</option>
            ))}
            {looksAt === 'point' && <option value="point">{t('lookAtPoint')}</option>}
          </Select>
        )}
      </Field>
      <Button
        disabled={disabled}
        onClick={() => put({ heading: headingTo(person.position, blocking.camera.position) })}
      >
        {t('turn')}
      </Button>
    </div>
  )
}

/** The camera: lens, height, stop and roll. */
export const CameraForm = ({ stage, blocking, disabled, onPut }: FormProps) => {
  const { t } = useTranslation('shots')
  const { camera } = blocking
  const put = (change: Partial<typeof camera>, going = false) => onPut((now) => withCamera(now, change), going)
  const lenses = stage.lenses ?? []
  return (
    <div className="flex flex-col gap-3">
      <Field label={t('lens')}>
        {(ids) => (
          <Select
            {...ids}
            value={camera.lens_mm}
            disabled={disabled}
            onChange={({ target }) => put({ lens_mm: Number(target.value) })}
          >
            {(lenses.includes(camera.lens_mm) ? lenses : [camera.lens_mm, ...lenses]).map((mm) => (
              <option key={mm} value={mm}>
                {t('mm', { mm })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Slider
        label={t('height')}
        unit=" m"
        min={0.1}
        max={stage.set.ceiling}
        step={0.05}
        value={camera.position[2]}
        onChange={(z) => put({ position: [camera.position[0], camera.position[1], z] }, true)}
        disabled={disabled}
      />
      <Slider
        label={t('tstop')}
        min={0}
        max={22}
        step={0.1}
        value={camera.t_stop}
        onChange={(t_stop) => put({ t_stop }, true)}
        disabled={disabled}
      />
      <Slider
        label={t('roll')}
        unit="°"
        min={-45}
        max={45}
        value={camera.roll}
        onChange={(roll) => put({ roll }, true)}
        disabled={disabled}
      />
    </div>
  )
}
