import { useQuery } from '@tanstack/react-query'
import { Navigate, useLocation, useParams } from 'react-router'
import { getShotOptions } from '@/api/generated/@tanstack/react-query.gen'
import { at, useProjectId } from '@/lib/project'
import { Loaded, Skeleton } from '@/ui/states'

/** The address of a shot that does not know its board, as notes and notifications have it. */
export const Component = () => {
  const projectId = useProjectId()
  const { shotId = '' } = useParams()
  const { search } = useLocation() // which note, which take
  const query = useQuery(getShotOptions({ path: { shot_id: shotId } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 aspect-video" />}>
      {({ storyboard_id }) => (
        <Navigate to={at(projectId, 'storyboards', storyboard_id, 'shots', shotId) + search} replace />
      )}
    </Loaded>
  )
}
