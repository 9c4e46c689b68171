import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  addWebhookMutation,
  listWebhooksOptions,
  listWebhooksQueryKey,
  removeWebhookMutation,
  switchWebhookOnMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { WebhookOut } from '@/api/generated/types.gen'
import { useProjectId } from '@/lib/project'
import { Button, IconButton } from '@/ui/button'
import { Field, Input } from '@/ui/field'
import { Loaded, Skeleton } from '@/ui/states'
import { Secret } from './secret'
import { Section } from './section'
import { useSave } from './use-save'

const Row = ({ hook, projectId }: { hook: WebhookOut; projectId: string }) => {
  const { t } = useTranslation('settings')
  const queryKey = listWebhooksQueryKey({ path: { project_id: projectId } })
  const path = { project_id: projectId, webhook_id: hook.id }
  const remove = useSave(removeWebhookMutation(), queryKey)
  const on = useSave(switchWebhookOnMutation(), queryKey)
  return (
    <li className="flex items-center gap-3 border-b py-2">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{hook.url}</span>
        <span className="block text-[13px] text-muted">{hook.kinds.join(', ')}</span>
        {hook.off && <span className="text-[13px] text-retake">{t('off', { why: hook.last_error })}</span>}
      </span>
      {hook.off && <Button onClick={() => on.mutate({ path })}>{t('switchOn')}</Button>}
      <IconButton label={t('remove', { name: hook.url })} onClick={() => remove.mutate({ path })}>
        <Trash2 />
      </IconButton>
    </li>
  )
}

/** Programs that are told of the project's events. */
export const WebhooksTab = () => {
  const { t } = useTranslation('settings')
  const projectId = useProjectId()
  const path = { project_id: projectId }
  const query = useQuery(listWebhooksOptions({ path }))
  const add = useSave(addWebhookMutation(), listWebhooksQueryKey({ path }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const kinds = String(form.get('kinds'))
      .split(',')
      .map((kind) => kind.trim())
      .filter(Boolean)
    add.mutate({ path, body: { url: String(form.get('url')), kinds } })
  }
  return (
    <Section title={t('tabs.webhooks')}>
      <form onSubmit={submit} className="grid items-end gap-3 sm:grid-cols-[2fr_2fr_auto]">
        <Field label={t('url')}>
          {(ids) => <Input {...ids} name="url" type="url" required placeholder="https://" />}
        </Field>
        <Field label={t('kinds')}>{(ids) => <Input {...ids} name="kinds" placeholder="take., approval." />}</Field>
        <Button type="submit" look="primary" busy={add.isPending}>
          {t('makeHook')}
        </Button>
      </form>
      {add.data?.secret && <Secret told={t('secretMade')} value={add.data.secret} />}
      <Loaded query={query} skeleton={<Skeleton className="h-24" />}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <p className="text-muted">{t('noHooks')}</p>
          ) : (
            <ul>
              {webhooks.map((hook) => (
                <Row key={hook.id} hook={hook} projectId={projectId} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
