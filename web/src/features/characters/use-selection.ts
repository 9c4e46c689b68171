import { useCallback, useMemo, useRef, useState } from 'react'

/** Which of a list are selected; with shift, all from the last one that was pressed. */
export const useSelection = (ids: readonly string[]) => {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const from = useRef(0)
  const list = useRef(ids)
  list.current = ids
  const toggle = useCallback((place: number, through = false) => {
    const [start, end] = [Math.min(from.current, place), Math.max(from.current, place)]
    const meant = through ? list.current.slice(start, end + 1) : list.current.slice(place, place + 1)
    from.current = place
    setSelected((before) => {
      const after = new Set(before)
      for (const id of meant) {
        if (through || !before.has(id)) after.add(id)
        else after.delete(id)
      }
      return after
    })
  }, [])
  const all = useCallback(() => setSelected(new Set(list.current)), [])
  const clear = useCallback(() => setSelected(new Set()), [])
  return useMemo(() => ({ selected, toggle, all, clear }), [selected, toggle, all, clear])
}
