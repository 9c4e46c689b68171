import { useCallback, useRef, useState } from 'react'
import { range } from './grid'

/** Which panels are chosen: one by one, from one up to another, all or none. */
export const useChosen = (shots: readonly { id: string }[]) => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | null>(null) // from here a range begins
  const onChoose = useCallback(
    (id: string, upTo: boolean) => {
      const from = last.current
      if (!upTo) last.current = id
      setChosen((now) => {
        if (upTo) {
          const ids = shots.map((shot) => shot.id)
          return new Set([...now, ...range(ids, from ?? ids[0] ?? id, id)])
        }
        return new Set(now.has(id) ? [...now].filter((each) => each !== id) : [...now, id])
      })
    },
    [shots],
  )
  const onAll = useCallback(
    (all: boolean) => {
      last.current = null
      setChosen(new Set(all ? shots.map(({ id }) => id) : []))
    },
    [shots],
  )
  return { chosen, onChoose, onAll }
}
