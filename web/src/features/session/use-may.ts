import { useLive } from '@/realtime/project'
import { useMe } from './use-me'

export type Act = 'note' | 'vote' | 'approve' | 'edit' | 'manage'

// docs/permissions.md; the server decides, this only keeps people from asking in vain
const ROLES: Record<string, readonly Act[]> = {
  owner: ['note', 'vote', 'approve', 'edit', 'manage'],
  editor: ['note', 'vote', 'approve', 'edit'],
  reviewer: ['note', 'vote', 'approve'],
  guest: ['note'],
}

/** What somebody of a role may do in the project. */
export const mayAs = (role: string, act: Act): boolean => ROLES[role]?.includes(act) ?? false

/** Whether you may do something here, and as what: who works alone owns everything. */
export const useMay = (act: Act): { may: boolean; role: string } => {
  const { data: me } = useMe()
  const you = useLive(({ you }) => you)
  const role = me?.kind === 'local' ? 'owner' : (you?.role ?? 'viewer')
  return { may: mayAs(role, act), role }
}
