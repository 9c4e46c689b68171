import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { listMembersOptions } from '@/api/generated/@tanstack/react-query.gen'
import { useTeam } from '@/features/session/use-me'
import { useProjectId } from '@/lib/project'
import { useLive } from '@/realtime/project'

export interface Person {
  id: string
  name: string
}

/** Everyone who can be named here: the project's members, and who is here now. */
export const usePeople = (): Person[] => {
  const project_id = useProjectId()
  const team = useTeam()
  const members = useQuery({ ...listMembersOptions({ path: { project_id } }), enabled: team && project_id !== '' })
  const present = useLive(({ people }) => people)
  return useMemo(() => {
    const listed = (members.data?.members ?? []).map(({ user_id, name }) => ({ id: user_id, name }))
    const here = team ? present.filter(({ role }) => role !== 'guest').map(({ id, name }) => ({ id, name })) : []
    return [...new Map([...listed, ...here].map((person) => [person.id, person])).values()]
  }, [members.data, present, team])
}
