import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  createTokenMutation,
  listTokensOptions,
  listTokensQueryKey,
  revokeTokenMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Action, TokenOut } from '@/api/generated/types.gen'
import { useTeam } from '@/features/session/use-me'
import { useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { Button, IconButton } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { Loaded, Skeleton } from '@/ui/states'
import { Secret } from './secret'
import { Section } from './section'
import { useSave } from './use-save'

const SCOPES: Action[] = ['read', 'note', 'vote', 'approve', 'edit', 'manage']

const Make = () => {
  const { t } = useTranslation('settings')
  const projectId = useProjectId()
  const make = useSave(createTokenMutation(), listTokensQueryKey())
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const scopes = form.getAll('scope').map(String) as Action[]
    make.mutate({ body: { name: String(form.get('name')), scopes, project_id: projectId } })
  }
  return (
    <>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t('tokenName')} className="max-w-sm">
          {(ids) => <Input {...ids} name="name" required maxLength={100} />}
        </Field>
        <fieldset className="flex flex-wrap gap-4">
          <legend className="mb-1 font-medium text-[13px] text-muted">{t('scopes')}</legend>
          {SCOPES.map((scope) => (
            <label key={scope} className="flex items-center gap-1.5">
              <input
                type="checkbox"
                name="scope"
                value={scope}
                defaultChecked={scope === 'read'}
                className="size-4 accent-[var(--accent)]"
              />
              {scope}
            </label>
          ))}
        </fieldset>
        <Button type="submit" look="primary" busy={make.isPending} className="self-start">
          {t('makeToken')}
        </Button>
      </form>
      {make.data && <Secret told={t('tokenMade')} value={make.data.token} />}
    </>
  )
}

const Row = ({ token }: { token: TokenOut }) => {
  const { t } = useTranslation('settings')
  const revoke = useSave(revokeTokenMutation(), listTokensQueryKey())
  return (
    <li className="flex items-center gap-3 border-b py-2">
      <span className="min-w-0 flex-1">
        <span className="font-medium">{token.name}</span> <code className="text-muted">{token.start}…</code>
        <span className="block text-[13px] text-muted">
          {token.scopes.join(', ')} · {token.used_at ? t('used', { ago: ago(token.used_at) }) : t('unused')}
        </span>
      </span>
      <IconButton
        label={t('revoke', { name: token.name })}
        onClick={() => revoke.mutate({ path: { token_id: token.id } })}
      >
        <Trash2 />
      </IconButton>
    </li>
  )
}

/** Tokens with which scripts act as you. */
export const TokensTab = () => {
  const { t } = useTranslation('settings')
  const team = useTeam()
  const query = useQuery({ ...listTokensOptions(), enabled: team })
  if (!team) return <Section title={t('tabs.tokens')}>{t('alone')}</Section>
  return (
    <Section title={t('tabs.tokens')}>
      <Make />
      <Loaded query={query} skeleton={<Skeleton className="h-24" />}>
        {({ tokens }) =>
          tokens.length === 0 ? (
            <p className="text-muted">{t('noTokens')}</p>
          ) : (
            <ul>
              {tokens.map((token) => (
                <Row key={token.id} token={token} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
