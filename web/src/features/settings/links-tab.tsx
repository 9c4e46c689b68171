import { useQuery } from '@tanstack/react-query'
import { Ban } from 'lucide-react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  createLinkMutation,
  listLinksOptions,
  listLinksQueryKey,
  listStoryboardsOptions,
  revokeLinkMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { LinkInWritable, LinkOut } from '@/api/generated/types.gen'
import { useTeam } from '@/features/session/use-me'
import { useProjectId } from '@/lib/project'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Field, Input, Select } from '@/ui/field'
import { Loaded, Skeleton } from '@/ui/states'
import { Secret } from './secret'
import { Section } from './section'
import { useSave } from './use-save'

const DAY = 86_400_000

const linkOf = (form: FormData): LinkInWritable => {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    label: text('label'),
    watermark: text('watermark'),
    storyboard_id: text('board') || null,
    expires_at: new Date(`${text('expires')}T23:59:59`).toISOString(),
    ...(text('passphrase') && { passphrase: text('passphrase') }),
  }
}

const Make = ({ projectId }: { projectId: string }) => {
  const { t } = useTranslation('settings')
  const path = { project_id: projectId }
  const { data } = useQuery(listStoryboardsOptions({ query: { limit: 100 } }))
  const make = useSave(createLinkMutation(), listLinksQueryKey({ path }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    make.mutate({ path, body: linkOf(new FormData(event.currentTarget)) })
  }
  return (
    <>
      <form onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
        <Field label={t('label')}>{(ids) => <Input {...ids} name="label" required maxLength={200} />}</Field>
        <Field label={t('board')}>
          {(ids) => (
            <Select {...ids} name="board">
              <option value="">{t('wholeProject')}</option>
              {data?.storyboards.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('passphrase')}>
          {(ids) => <Input {...ids} name="passphrase" type="password" autoComplete="off" />}
        </Field>
        <Field label={t('watermark')}>{(ids) => <Input {...ids} name="watermark" maxLength={100} />}</Field>
        <Field label={t('expires')}>
          {(ids) => (
            <Input
              {...ids}
              name="expires"
              type="date"
              required
              defaultValue={new Date(Date.now() + 14 * DAY).toISOString().slice(0, 10)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" busy={make.isPending} className="self-end">
          {t('makeLink')}
        </Button>
      </form>
      {make.data && <Secret told={t('linkMade')} value={make.data.link} />}
    </>
  )
}

const Row = ({ link, projectId }: { link: LinkOut; projectId: string }) => {
  const { t } = useTranslation('settings')
  const revoke = useSave(revokeLinkMutation(), listLinksQueryKey({ path: { project_id: projectId } }))
  const over = Date.parse(link.expires_at) < Date.now()
  return (
    <li className="flex items-center gap-3 border-b py-2">
      <span className="min-w-0 flex-1 truncate font-medium">{link.label}</span>
      {link.revoked_at && <Badge tone="retake">{t('revoked')}</Badge>}
      {!link.revoked_at && over && <Badge>{t('over')}</Badge>}
      <span className="text-[13px] text-muted">
        {t('ends', { date: new Date(link.expires_at).toLocaleDateString() })}
      </span>
      <IconButton
        label={t('revoke', { name: link.label })}
        disabled={over || link.revoked_at !== null}
        onClick={() => revoke.mutate({ path: { project_id: projectId, link_id: link.id } })}
      >
        <Ban />
      </IconButton>
    </li>
  )
}

/** Review links for guests without an account. */
export const LinksTab = () => {
  const { t } = useTranslation('settings')
  const projectId = useProjectId()
  const team = useTeam()
  const query = useQuery({ ...listLinksOptions({ path: { project_id: projectId } }), enabled: team })
  if (!team) return <Section title={t('tabs.links')}>{t('alone')}</Section>
  return (
    <Section title={t('tabs.links')}>
      <Make projectId={projectId} />
      <Loaded query={query} skeleton={<Skeleton className="h-24" />}>
        {({ links }) =>
          links.length === 0 ? (
            <p className="text-muted">{t('noLinks')}</p>
          ) : (
            <ul>
              {links.map((link) => (
                <Row key={link.id} link={link} projectId={projectId} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
