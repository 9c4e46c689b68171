import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeCharacterMutation, getCharacterQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import type { CharacterOut } from '@/api/generated/types.gen'
import { type Shared, useField, writeField } from '@/realtime/document'
import { KeepingSign, SharedText } from '@/realtime/shared-text'
import { Field, Input, Select } from '@/ui/field'
import { tell, tellFailure } from '@/ui/toast'
import { IMPORTANCES, type Importance, TIERS, type Tier } from './kinds'

const Tags = ({ shared, disabled }: { shared: Shared; disabled: boolean }) => {
  const { t } = useTranslation('characters')
  const tags = useField<string[]>(shared.fields, 'tags') ?? []
  const [typed, setTyped] = useState('')
  const set = (after: string[]) => writeField(shared.fields, 'tags', after)
  const add = () => {
    const tag = typed.replaceAll('#', '').trim()
    if (tag && !tags.includes(tag)) set([...tags, tag])
    setTyped('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && !typed) set(tags.slice(0, -1))
    if (event.key !== 'Enter' && event.key !== ',') return
    event.preventDefault()
    add()
  }
  return (
    <Field label={t('tags')} hint={t('tagsHint')}>
      {(ids) => (
        <div className="flex flex-wrap items-center gap-1.5">
          {tags.map((tag) => (
            <span key={tag} className="inline-flex h-7 items-center gap-1 rounded-md border bg-raised pl-2 text-[13px]">
              {tag}
              <button
                type="button"
                aria-label={t('removeTag', { tag })}
                disabled={disabled}
                onClick={() => set(tags.filter((other) => other !== tag))}
                className="grid size-6 place-items-center text-muted hover:text-ink"
              >
                <X className="size-3.5" />
              </button>
            </span>
          ))}
          <Input
            {...ids}
            className="w-28 flex-1"
            maxLength={50}
            value={typed}
            disabled={disabled}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={add}
          />
        </div>
      )}
    </Field>
  )
}

const TierChoice = ({ character, disabled }: { character: CharacterOut; disabled: boolean }) => {
  const { t } = useTranslation('characters')
  const queries = useQueryClient()
  const path = { character_id: character.id }
  const key = getCharacterQueryKey({ path })
  const change = useMutation({
    ...changeCharacterMutation(),
    onMutate: ({ body }) =>
      queries.setQueryData<CharacterOut>(key, (now) => now && { ...now, tier: body.tier ?? now.tier }),
    onError: tellFailure,
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
  const choose = (tier: Tier) => {
    change.mutate({ path, body: { tier } })
    tell(`${t('tier')}: ${t(tier)}`, {
      undo: { label: t('undo'), run: () => change.mutate({ path, body: { tier: character.tier } }) },
    })
  }
  return (
    <Field label={t('tier')}>
      {(ids) => (
        <Select
          {...ids}
          value={character.tier}
          disabled={disabled}
          onChange={(event) => choose(event.target.value as Tier)}
        >
          {TIERS.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

interface EditorProps {
  character: CharacterOut
  shared: Shared
  disabled: boolean
}

/** What is said of a character, edited by several people at once; it is kept as they type. */
export const Editor = ({ character, shared, disabled }: EditorProps) => {
  const { t } = useTranslation('characters')
  const importance = useField<Importance>(shared.fields, 'importance') ?? character.importance
  const locked = disabled || !shared.ready
  return (
    <section aria-label={t('together')} className="flex flex-col gap-3">
      <div className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="flex-1 font-semibold">{t('together')}</h2>
        <KeepingSign shared={shared} />
      </div>
      <SharedText shared={shared} field="name" label={t('name')} maxLength={200} disabled={disabled} />
      <SharedText
        shared={shared}
        field="description"
        label={t('description')}
        hint={t('measuring')}
        maxLength={5000}
        disabled={disabled}
        lines
      />
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('importance')}>
          {(ids) => (
            <Select
              {...ids}
              value={importance}
              disabled={locked}
              onChange={(event) => writeField(shared.fields, 'importance', event.target.value)}
            >
              {IMPORTANCES.map((each) => (
                <option key={each} value={each}>
                  {t(each)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <TierChoice character={character} disabled={disabled} />
      </div>
      <Tags shared={shared} disabled={locked} />
    </section>
  )
}
