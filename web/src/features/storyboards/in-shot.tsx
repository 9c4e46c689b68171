import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CastOut, PanelShot } from '@/api/generated/types.gen'
import { Button, IconButton } from '@/ui/button'
import { Field, Input, Select, TextArea } from '@/ui/field'
import { Switch } from '@/ui/switch'
import { lineOf, lines, moved, without } from './speech'

interface InShotProps {
  shot: PanelShot
  cast: readonly CastOut[]
  disabled: boolean
  onPut: (key: 'characters' | 'dialogue', value: unknown) => void
}

/** Who is seen in the shot, the first foremost: of the cast, in and out with one click. */
export const People = ({ shot, cast, disabled, onPut }: InShotProps) => {
  const { t } = useTranslation('storyboards')
  const toggle = (name: string) =>
    onPut(
      'characters',
      shot.characters.includes(name) ? shot.characters.filter((each) => each !== name) : [...shot.characters, name],
    )
  return (
    <fieldset disabled={disabled} className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium text-[13px] text-muted">{t('inShot')}</legend>
      <div className="flex flex-wrap gap-1.5">
        {cast.map(({ character }) => {
          const place = shot.characters.indexOf(character)
          return (
            <Button
              key={character}
              size="small"
              aria-pressed={place >= 0}
              disabled={disabled}
              onClick={() => toggle(character)}
              className={place >= 0 ? 'border-accent text-accent' : 'text-muted'}
            >
              {character}
            </Button>
          )
        })}
      </div>
      <p className="text-[13px] text-muted">{shot.characters.length === 0 ? t('nobodyIn') : t('inShotHint')}</p>
      {shot.characters.length > 1 && (
        <Field label={t('foremost')}>
          {(ids) => (
            <Select
              {...ids}
              value={shot.characters[0]}
              disabled={disabled}
              onChange={({ target }) => onPut('characters', moved(shot.characters, target.value))}
            >
              {shot.characters.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </fieldset>
  )
}

/** What is said in the shot, line by line. */
export const Dialogue = ({ shot, cast, disabled, onPut }: InShotProps) => {
  const { t } = useTranslation('storyboards')
  const said = lines(shot.dialogue)
  const put = (at: number, change: Partial<(typeof said)[number]>) =>
    onPut(
      'dialogue',
      said.map((line, place) => (place === at ? { ...line, ...change } : line)),
    )
  return (
    <fieldset disabled={disabled} className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-[13px] text-muted">{t('dialogue')}</legend>
      {said.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own but its place
        <div key={at} className="flex flex-col gap-1.5 rounded border p-2">
          <div className="flex items-center gap-2">
            <Select
              aria-label={t('speaker', { place: at + 1 })}
              className="w-auto min-w-0 flex-1"
              value={line.character}
              disabled={disabled}
              onChange={({ target }) => put(at, { character: target.value })}
            >
              {[...new Set([line.character, ...cast.map(({ character }) => character)])].map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
            <Switch
              label={t('heardOnly')}
              checked={line.heard_only}
              disabled={disabled}
              onChange={(heard_only) => put(at, { heard_only })}
            />
            <IconButton
              size="small"
              label={t('dropLine', { place: at + 1 })}
              disabled={disabled}
              onClick={() => onPut('dialogue', without(said, at))}
            >
              <Trash2 />
            </IconButton>
          </div>
          <TextArea
            key={line.text}
            aria-label={t('line', { place: at + 1 })}
            defaultValue={line.text}
            disabled={disabled}
            className="min-h-9"
            onBlur={({ target }) => {
              const text = target.value.trim()
              if (text && text !== line.text) put(at, { text })
              else target.value = line.text
            }}
          />
          <Input
            key={`(${line.parenthetical})`}
            aria-label={t('parenthetical', { place: at + 1 })}
            placeholder={t('how')}
            defaultValue={line.parenthetical}
            maxLength={200}
            disabled={disabled}
            onBlur={({ target }) =>
              target.value !== line.parenthetical && put(at, { parenthetical: target.value.trim() })
            }
          />
        </div>
      ))}
      <Button
        size="small"
        className="self-start"
        disabled={disabled || cast.length === 0}
        onClick={() =>
          onPut('dialogue', [...said, lineOf(shot.characters[0] ?? cast[0]?.character ?? '', t('newLine'))])
        }
      >
        <Plus />
        {t('addLine')}
      </Button>
    </fieldset>
  )
}
