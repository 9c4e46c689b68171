import { useMutation } from '@tanstack/react-query'
import { LogOut, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { logoutMutation } from '@/api/generated/@tanstack/react-query.gen'
import { IconButton } from '@/ui/button'
import { Menu, MenuItem } from '@/ui/menu'
import { tellFailure } from '@/ui/toast'
import { useMe } from './use-me'

/** Who you are, and the way out; on a laptop without accounts there is neither. */
export const Account = () => {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const leave = useMutation({ ...logoutMutation(), onSuccess: () => location.assign('/login'), onError: tellFailure })
  if (me?.kind !== 'person') return null
  return (
    <Menu
      trigger={
        <IconButton label={`${t('account')}: ${me.name}`}>
          <UserRound />
        </IconButton>
      }
    >
      <MenuItem icon={<LogOut />} onSelect={() => leave.mutate({})}>
        {t('signOut')}
      </MenuItem>
    </Menu>
  )
}
