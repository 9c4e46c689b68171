import { useTranslation } from 'react-i18next'
import { useLive } from '@/realtime/project'
import en from '@/ui/en'
import { useMe } from './use-me'

export type Act = 'note' | 'vote' | 'approve' | 'edit' | 'manage'

// docs/permissions.md; the server decides, this only keeps people from asking in vain
type Role = keyof typeof en.roles
const ROLES: Partial<Record<string, readonly Act[]>> = {
  owner: ['note', 'vote', 'approve', 'edit', 'manage'],
  editor: ['note', 'vote', 'approve', 'edit'],
  reviewer: ['note', 'vote', 'approve'],
  guest: ['note'],
}

/** What somebody of a role may do in the project. */
export const mayAs = (role: string, act: Act): boolean => ROLES[role]?.includes(act) ?? false

/** Whether you may do something here, as what, and why not: who works alone owns everything. */
export const useMay = (act: Act): { may: boolean; role: string; why?: string } => {
  const { t } = useTranslation('ui')
  const { data: me } = useMe()
  const you = useLive(({ you }) => you)
  const role = me?.kind === 'local' ? 'owner' : (you?.role ?? 'viewer')
  const may = mayAs(role, act)
  const known: Role = role in en.roles ? (role as Role) : 'viewer'
  return { may, role, why: may ? undefined : t(`mayNot.${act}`, { role: t(`roles.${known}`) }) }
}
