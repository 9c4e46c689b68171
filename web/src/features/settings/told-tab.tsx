import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  getNotificationChoicesOptions,
  getNotificationChoicesQueryKey,
  putNotificationChoicesMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Choice, Way } from '@/api/generated/types.gen'
import { Loaded, Skeleton } from '@/ui/states'
import { Section } from './section'
import { useSave } from './use-save'

const WAYS: Way[] = ['app', 'mail']

const Table = ({ choices }: { choices: Choice[] }) => {
  const { t } = useTranslation('settings')
  const save = useSave(putNotificationChoicesMutation(), getNotificationChoicesQueryKey())
  const toggle = (kind: string, way: Way) => {
    const changed = choices.map((choice) => {
      if (choice.kind !== kind) return choice
      const has = choice.channels.includes(way)
      return { ...choice, channels: has ? choice.channels.filter((each) => each !== way) : [...choice.channels, way] }
    })
    save.mutate({ body: { choices: changed } })
  }
  return (
    <table className="w-full">
      <thead className="text-left text-muted">
        <tr>
          <th className="py-1 font-medium">{t('event')}</th>
          {WAYS.map((way) => (
            <th key={way} className="w-20 font-medium">
              {t(way)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {choices.map(({ kind, channels }) => (
          <tr key={kind} className="border-t">
            <th scope="row" className="py-2 text-left font-normal">
              {kind.replace('.', ' ').replaceAll('_', ' ')}
            </th>
            {WAYS.map((way) => (
              <td key={way}>
                <input
                  type="checkbox"
                  aria-label={`${kind}, ${t(way)}`}
                  checked={channels.includes(way)}
                  disabled={save.isPending}
                  onChange={() => toggle(kind, way)}
                  className="size-4 accent-[var(--accent)]"
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** By which ways you are told of what. */
export const ToldTab = () => {
  const { t } = useTranslation('settings')
  const query = useQuery(getNotificationChoicesOptions())
  return (
    <Section title={t('tabs.told')}>
      <Loaded query={query} skeleton={<Skeleton className="h-48" />}>
        {({ choices }) => <Table choices={choices} />}
      </Loaded>
    </Section>
  )
}
