import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { changeCharacterMutation } from '@/api/generated/@tanstack/react-query.gen'
import { getCharacter } from '@/api/generated/sdk.gen'
import type { CharacterOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { cn } from '@/lib/cn'
import { ago } from '@/lib/time'
import { refresh } from '@/realtime/freshness'
import { Button } from '@/ui/button'
import { Field, Input, TextArea } from '@/ui/field'
import { tell, tellFailure } from '@/ui/toast'
import { type ConsentState, consentState, dayOf, endOf } from './consent'

const COLORS: Record<ConsentState, string> = {
  none: 'border-line-strong text-muted',
  open: 'border-excellent',
  holds: 'border-excellent',
  soon: 'border-good text-good',
  over: 'border-retake text-retake',
}

const Standing = ({ character: { consent, consent_until } }: { character: CharacterOut }) => {
  const { t } = useTranslation('characters')
  const state = consentState(consent, consent_until)
  const when = consent_until ? ago(consent_until) : ''
  const words = {
    none: t('noConsent'),
    open: t('consentOpen'),
    holds: t('consentHolds', { day: dayOf(consent_until) }),
    soon: t('consentSoon', { when }),
    over: t('consentOver', { when }),
  }
  return (
    <p role="status" className={cn('rounded-md border px-3 py-2', COLORS[state])}>
      {words[state]}
    </p>
  )
}

const useKeep = (character: CharacterOut) => {
  const { t } = useTranslation('characters')
  const queries = useQueryClient()
  const change = useMutation({
    ...changeCharacterMutation(),
    onError: tellFailure,
    onSettled: () => refresh(queries, [{ kind: 'character.changed' }]),
  })
  const path = { character_id: character.id }
  const { consent, consent_until, licence } = character
  // another state than the one that was read is overwritten only where somebody changed something else
  const version = async () => {
    const { data: now } = await getCharacter({ path, throwOnError: true })
    const same = now.consent === consent && now.consent_until === consent_until && now.licence === licence
    return same ? now.version : character.version
  }
  const keep = async (body: Pick<CharacterOut, 'consent' | 'consent_until' | 'licence'>) =>
    change.mutate(
      { path, body: { ...body, version: await version().catch(() => character.version) } },
      {
        onSuccess: () =>
          tell(t('rightsKept'), {
            undo: {
              label: t('undo'),
              run: () =>
                change.mutate(
                  { path, body: { consent, consent_until, licence } },
                  { onSuccess: () => tell(t('rightsBack')) },
                ),
            },
          }),
      },
    )
  return { keep, busy: change.isPending }
}

/** Who agreed to what and until when, and on what terms; the generator holds to it. */
export const Rights = ({ character, disabled }: { character: CharacterOut; disabled: boolean }) => {
  const { t } = useTranslation('characters')
  const { keep, busy } = useKeep(character)
  const { why } = useMay('edit')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '')
    void keep({ consent: text('consent'), consent_until: endOf(text('until')), licence: text('licence') })
  }
  return (
    <form
      key={`${character.consent}/${character.consent_until}/${character.licence}`}
      onSubmit={submit}
      aria-label={t('rights')}
      className="flex max-w-2xl flex-col gap-4 p-4"
    >
      <Standing character={character} />
      <Field label={t('consent')} hint={t('consentHint')}>
        {(ids) => (
          <TextArea {...ids} name="consent" maxLength={5000} defaultValue={character.consent} disabled={disabled} />
        )}
      </Field>
      <Field label={t('consentUntil')} hint={t('consentUntilHint')}>
        {(ids) => (
          <Input
            {...ids}
            name="until"
            type="date"
            className="w-auto self-start"
            defaultValue={dayOf(character.consent_until)}
            disabled={disabled}
          />
        )}
      </Field>
      <Field label={t('licence')} hint={t('licenceHint')}>
        {(ids) => (
          <TextArea {...ids} name="licence" maxLength={5000} defaultValue={character.licence} disabled={disabled} />
        )}
      </Field>
      <Button type="submit" look="primary" className="self-start" busy={busy} why={why} disabled={!why && disabled}>
        {t('keepRights')}
      </Button>
    </form>
  )
}
