import { useQuery } from '@tanstack/react-query'
import { Navigate, useLocation } from 'react-router'
import { listProjectsOptions } from '@/api/generated/@tanstack/react-query.gen'
import { useMe } from '@/features/session/use-me'
import { ErrorState } from '@/ui/states'

const LAST = 'onmodel-project'

/** Remember which project somebody works in. */
export const remember = (projectId: string) => localStorage.setItem(LAST, projectId)

const Projects = () => {
  const { data, error, refetch } = useQuery(listProjectsOptions())
  if (error) return <ErrorState error={error} retry={() => void refetch()} />
  if (!data) return null
  const last = localStorage.getItem(LAST)
  const project = data.items.find(({ id }) => id === last) ?? data.items[0]
  return project ? <Navigate to={`/p/${project.id}`} replace /> : <Navigate to="/login" replace />
}

// Links with a secret carry it behind the #, so that no server or proxy logs it: /#/review/…, /#/join/…, /#/password/…
const SECRET = /^#\/(review|join|password)\/(.+)$/

/** The first address: to the project somebody was in last, to the sign-in, or where a link with a secret leads. */
export const Start = () => {
  const me = useMe()
  const { hash } = useLocation() // the router's: the window's may be that of the next page already
  const secret = SECRET.exec(hash)
  if (secret) return <Navigate to={`/${secret[1]}`} state={{ token: secret[2] }} replace />
  if (me.error) return <ErrorState error={me.error} retry={() => void me.refetch()} />
  if (!me.data) return null
  if (me.data.kind === 'nobody') return <Navigate to="/login" replace />
  if (me.data.kind === 'guest') return <Navigate to="/review" replace />
  return <Projects />
}
