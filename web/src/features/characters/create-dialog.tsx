import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { changeCharacter, createCharacter } from '@/api/generated/sdk.gen'
import { problemOf } from '@/lib/problem'
import { at, useProjectId } from '@/lib/project'
import { asForm, asImages } from '@/lib/upload'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { DropZone } from '@/ui/drop-zone'
import { Field, Input, Select, TextArea } from '@/ui/field'
import { tell } from '@/ui/toast'
import { joined, nameFrom } from './checks'
import { IMPORTANCES, type Importance, TIERS, type Tier } from './kinds'
import { Photograph } from './photograph'
import { useCheck } from './use-check'

const MOST_NAMES = 12 // what a dialog has room for

interface Draft {
  name: string
  description: string
  importance: Importance
  tier: Tier
}

const useMake = (onMade: (id: string, name: string) => void) =>
  useMutation({
    mutationFn: async ({ draft, files }: { draft: Draft; files: File[] }) => {
      const { name, description, importance, tier } = draft
      const { data } = await createCharacter({
        body: { name, description, images: asImages(files) },
        ...asForm,
        throwOnError: true,
      })
      if (importance !== data.importance || tier !== data.tier)
        await changeCharacter({ path: { character_id: data.id }, body: { importance, tier }, throwOnError: true })
      return data
    },
    onSuccess: ({ id, name }) => onMade(id, name),
  })

interface WordsProps {
  draft: Draft
  names: readonly string[]
  set: (changed: Partial<Draft>) => void
  error?: string
}

const Names = ({ draft, names, set }: WordsProps) => {
  const { t } = useTranslation('characters')
  if (names.length === 0) return null
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="mb-1 text-[13px] text-muted">{t('namesOfScript')}</legend>
      {names.slice(0, MOST_NAMES).map((name) => (
        <Button key={name} size="small" aria-pressed={draft.name === name} onClick={() => set({ name })}>
          {name}
        </Button>
      ))}
    </fieldset>
  )
}

const Words = (props: WordsProps) => {
  const { draft, set, error } = props
  const { t } = useTranslation('characters')
  return (
    <>
      <Field label={t('name')} hint={t('nameHint')} error={error}>
        {(ids) => (
          <Input
            {...ids}
            required
            maxLength={200}
            value={draft.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
      <Names {...props} />
      <Field label={t('description')} hint={t('descriptionHint')}>
        {(ids) => (
          <TextArea
            {...ids}
            maxLength={5000}
            value={draft.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('importance')}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.importance}
              onChange={(event) => set({ importance: event.target.value as Importance })}
            >
              {IMPORTANCES.map((each) => (
                <option key={each} value={each}>
                  {t(each)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('tier')} hint={t('tierHint')}>
          {(ids) => (
            <Select {...ids} value={draft.tier} onChange={(event) => set({ tier: event.target.value as Tier })}>
              {TIERS.map((each) => (
                <option key={each} value={each}>
                  {t(each)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </>
  )
}

interface CreateDialogProps {
  files: File[]
  onClose: () => void
  /** What they are called, where that is known: a part of a script. */
  name?: string
  /** Who is not defined yet where they came from, to choose from. */
  names?: readonly string[]
  /** Instead of going to the new character's page. */
  onMade?: (id: string) => void
}

/** Make a character: photographs are judged while they are chosen, words beside them. */
export const CreateDialog = ({ files: first, onClose, name = '', names = [], onMade }: CreateDialogProps) => {
  const { t } = useTranslation('characters')
  const projectId = useProjectId()
  const go = useNavigate()
  const form = useId()
  const [files, setFiles] = useState(first)
  const [draft, setDraft] = useState<Draft>({
    name: name || nameFrom(first[0]?.name ?? ''),
    description: '',
    importance: 'supporting',
    tier: 'standard',
  })
  const { judged, looking, failed, bad } = useCheck(files)
  const make = useMake((id, made) => {
    onClose()
    tell(t('made', { name: made }))
    if (onMade) onMade(id)
    else void go(at(projectId, 'characters', id))
  })
  const add = (more: File[]) => {
    setFiles(joined(files, more))
    if (!draft.name) setDraft({ ...draft, name: nameFrom(more[0]?.name ?? '') })
  }
  const ready = draft.name.trim() && !bad && (files.length > 0 || draft.description.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && !make.isPending) make.mutate({ draft, files })
  }
  const problem = make.error ? problemOf(make.error) : null
  const taken = problem?.status === 409 ? problem.detail : undefined
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('createTitle')}
      description={t('createHelp')}
      footer={
        <Button look="primary" type="submit" form={form} disabled={!ready} busy={make.isPending}>
          {make.isPending ? t('making') : t('make')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <DropZone
          label={t('photographs')}
          text={files.length > 0 ? t('dropMore') : t('dropPhotographs')}
          hint={files.length > 0 ? undefined : t('dropHint')}
          onFiles={add}
        />
        {judged.length > 0 && (
          <ul aria-label={t('photographs')} aria-live="polite" className="flex flex-col gap-2">
            {judged.map((each) => (
              <Photograph
                key={`${each.file.name}/${each.file.size}/${each.file.lastModified}`}
                judged={each}
                looking={looking}
                onRemove={() => setFiles(files.filter((file) => file !== each.file))}
              />
            ))}
          </ul>
        )}
        {failed && <p className="text-[13px] text-muted">{t('notChecked')}</p>}
        <Words draft={draft} names={names} set={(changed) => setDraft({ ...draft, ...changed })} error={taken} />
        {problem && !taken && (
          <p role="alert" className="text-retake">
            {problem.detail}
          </p>
        )}
      </form>
    </Dialog>
  )
}
