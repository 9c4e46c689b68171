import { MicVocal, Music, Trash2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CutOut, SoundChange, SoundOut } from '@/api/generated/types.gen'
import { base64 } from '@/lib/upload'
import { Button, IconButton } from '@/ui/button'
import { Field, Input, Select } from '@/ui/field'
import en from './en'
import { TimeField } from './time-field'
import type { Editing } from './use-cut'

const AUDIO = '.wav,.flac,.mp3,.m4a,audio/*'
const KNOWN = Object.keys(en.loudnessOf) as (keyof typeof en.loudnessOf)[]
const isKnown = (lufs: string): lufs is keyof typeof en.loudnessOf => lufs in en.loudnessOf

/** The other sounds as they are, one of them changed or, with null, taken out. */
const withSound = (sounds: readonly SoundOut[], key: string, change: Partial<SoundChange> | null): SoundChange[] =>
  sounds
    .filter((sound) => sound.key !== key || change !== null)
    .map(({ key: each, at, start, length, gain_db }) => ({
      key: each,
      at,
      start,
      length,
      gain_db,
      ...(each === key && change),
    }))

const Add = ({
  kind,
  icon,
  editing,
  at,
  why,
}: {
  kind: SoundOut['role']
  icon: ReactNode
  editing: Editing
  at: number
  why: string | undefined
}) => {
  const { t } = useTranslation('cuts')
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const label = t(kind === 'dialogue' ? 'addDialogue' : 'addMusic')
  const lay = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    editing.addSound({ file: await base64(file), name: file.name.replace(/\.[^.]+$/, ''), role: kind, at })
    setBusy(false)
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={AUDIO}
        aria-label={label}
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          void lay(target.files?.[0])
          target.value = ''
        }}
      />
      <Button size="small" busy={busy} why={why} onClick={() => input.current?.click()}>
        {icon}
        {label}
      </Button>
    </>
  )
}

const Row = ({
  sound,
  cut,
  editing,
  mayEdit,
  why,
}: {
  sound: SoundOut
  cut: CutOut
  editing: Editing
  mayEdit: boolean
  why: string | undefined
}) => {
  const { t } = useTranslation('cuts')
  const set = (change: Partial<SoundChange> | null) =>
    editing.change({ sounds: withSound(cut.sounds, sound.key, change) })
  return (
    <li className="space-y-2 rounded border p-2">
      <p className="flex items-center gap-2 text-[13px]">
        {sound.role === 'music' ? <Music className="size-4" /> : <MicVocal className="size-4" />}
        <span className="min-w-0 flex-1 truncate font-medium">{sound.name}</span>
        <IconButton size="small" label={t('removeSound', { name: sound.name })} why={why} onClick={() => set(null)}>
          <Trash2 />
        </IconButton>
      </p>
      <div className="grid grid-cols-2 gap-2">
        <TimeField
          label={t('soundAt')}
          frames={sound.at}
          rate={cut.rate}
          disabled={!mayEdit}
          onChange={(at) => set({ at })}
        />
        <Field label={t('gain')}>
          {(ids) => (
            <Input
              {...ids}
              key={sound.gain_db}
              type="number"
              min={-60}
              max={24}
              step={0.5}
              defaultValue={sound.gain_db}
              disabled={!mayEdit}
              onBlur={({ target }) => {
                if (target.value && target.valueAsNumber !== sound.gain_db) set({ gain_db: target.valueAsNumber })
              }}
            />
          )}
        </Field>
      </div>
    </li>
  )
}

/** What is heard: recordings on the cut, where they begin and how loud, and how loud the whole is to be. */
export const Sounds = ({
  cut,
  editing,
  frame,
  mayEdit,
  why,
}: {
  cut: CutOut
  editing: Editing
  frame: number
  mayEdit: boolean
  why: string | undefined
}) => {
  const { t } = useTranslation('cuts')
  const lufs = String(cut.loudness)
  const offered = isKnown(lufs) ? KNOWN : [...KNOWN, lufs]
  return (
    <section aria-label={t('sounds')} className="space-y-3 border-t p-3">
      <h2 className="font-semibold">{t('sounds')}</h2>
      <Field label={t('loudness')}>
        {(ids) => (
          <Select
            {...ids}
            value={lufs}
            disabled={!mayEdit}
            onChange={({ target }) => editing.change({ loudness: Number(target.value) })}
          >
            {offered.map((each) => (
              <option key={each} value={each}>
                {isKnown(each) ? t(`loudnessOf.${each}`) : t('loudnessOther', { lufs: each })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {cut.sounds.length === 0 ? (
        <p className="text-[13px] text-muted">{t('noSounds')}</p>
      ) : (
        <ul className="space-y-2">
          {cut.sounds.map((sound) => (
            <Row key={sound.key} {...{ sound, cut, editing, mayEdit, why }} />
          ))}
        </ul>
      )}
      <p className="flex flex-wrap gap-2">
        <Add kind="dialogue" icon={<MicVocal />} editing={editing} at={frame} why={why} />
        <Add kind="music" icon={<Music />} editing={editing} at={0} why={why} />
      </p>
    </section>
  )
}
