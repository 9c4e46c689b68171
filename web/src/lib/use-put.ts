import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

/** The address as it will be; empty or null takes a parameter away. */
export const withPut = (search: string, values: Record<string, string | null>): URLSearchParams => {
  const now = new URLSearchParams(search)
  for (const [key, value] of Object.entries(values)) {
    if (value) now.set(key, value)
    else now.delete(key)
  }
  return now
}

/** What a page shows stands in its address: the parameters, and what sets some of them; empty or null takes one away. */
export const usePut = () => {
  const [params, setParams] = useSearchParams()
  const put = useCallback(
    // the address itself, not what was drawn last: two who put at once, or late by a timer, undo nothing of each other's
    (values: Record<string, string | null>) =>
      setParams(() => withPut(window.location.search, values), { replace: true }),
    [setParams],
  )
  return [params, put] as const
}
