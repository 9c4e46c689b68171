import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams, useSearchParams } from 'react-router'
import { getTakeOptions } from '@/api/generated/@tanstack/react-query.gen'
import { at, useProjectId } from '@/lib/project'
import { Loaded, Skeleton } from '@/ui/states'

/** The address of a take, as notes and notifications have it: its shot with this take selected, and what is said of it. */
export const Component = () => {
  const projectId = useProjectId()
  const { takeId = '' } = useParams()
  const [params] = useSearchParams()
  const query = useQuery(getTakeOptions({ path: { take_id: takeId } }))
  const after = (clip: boolean) => {
    const seen: Record<string, string> = clip ? { view: 'clips', notes: takeId } : { take: takeId, about: 'take' }
    return new URLSearchParams({ ...seen, ...Object.fromEntries(params) })
  }
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 aspect-video" />}>
      {({ shot_id, clip_url }) => (
        <Navigate to={`${at(projectId, 'shots', shot_id)}?${after(clip_url !== null)}`} replace />
      )}
    </Loaded>
  )
}
