import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bell as BellIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  listNotificationsOptions,
  listNotificationsQueryKey,
  readNotificationsMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import { cn } from '@/lib/cn'
import { ago } from '@/lib/time'
import { Button, IconButton } from '@/ui/button'
import { Popover } from '@/ui/popover'
import { Loaded, Skeleton } from '@/ui/states'
import { tellFailure } from '@/ui/toast'

/** What you were told, in all projects; the count is of what is unread. */
export const Bell = () => {
  const { t } = useTranslation('home')
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const inbox = useQuery(listNotificationsOptions())
  const read = useMutation({
    ...readNotificationsMutation(),
    onSuccess: () => queries.invalidateQueries({ queryKey: listNotificationsQueryKey() }),
    onError: tellFailure,
  })
  const unread = inbox.data?.unread ?? 0
  const bell = (
    <IconButton label={t('bell', { count: unread })}>
      <BellIcon />
      {unread > 0 && (
        <span className="absolute top-0.5 right-0.5 min-w-4 rounded-full bg-accent px-1 text-[10px] text-accent-ink">
          {unread}
        </span>
      )}
    </IconButton>
  )
  return (
    <span className="relative">
      <Popover trigger={bell} label={t('told')} open={open} onOpen={setOpen}>
        <div className="flex items-center justify-between border-b px-3 py-2">
          <h2 className="font-semibold">{t('told')}</h2>
          <Button size="small" disabled={unread === 0} onClick={() => read.mutate({ body: { ids: null } })}>
            {t('allRead')}
          </Button>
        </div>
        <Loaded query={inbox} skeleton={<Skeleton className="m-3 h-16" />}>
          {({ notifications }) =>
            notifications.length === 0 ? (
              <p className="p-6 text-center text-muted">{t('nothingTold')}</p>
            ) : (
              <ul>
                {notifications.map((told) => (
                  <li key={told.id} className={cn('border-b px-3 py-2', told.read_at && 'text-muted')}>
                    {told.link ? (
                      <Link
                        to={told.link}
                        className="hover:underline"
                        onClick={() => {
                          setOpen(false)
                          if (!told.read_at) read.mutate({ body: { ids: [told.id] } })
                        }}
                      >
                        {told.text}
                      </Link>
                    ) : (
                      told.text
                    )}
                    <div className="text-[12px] text-muted">{ago(told.created_at)}</div>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Popover>
    </span>
  )
}
