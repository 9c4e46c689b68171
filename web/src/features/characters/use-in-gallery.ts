import { useMemo } from 'react'
import { useLive } from '@/realtime/project'

interface Face {
  id: string
  name: string
  tab: string
}

/** Character id → who else is on its page now. */
export const useInGallery = (projectId: string): Record<string, Face[]> => {
  const people = useLive(({ people }) => people)
  const mine = useLive(({ you }) => you?.tab)
  return useMemo(() => {
    const found: Record<string, Face[]> = {}
    const start = `/p/${projectId}/characters/`
    for (const { at, id, name, tab } of people) {
      const page = String(at?.page ?? '')
      if (tab === mine || !page.startsWith(start)) continue
      const character = page.slice(start.length)
      found[character] = [...(found[character] ?? []), { id, name, tab }]
    }
    return found
  }, [people, mine, projectId])
}
