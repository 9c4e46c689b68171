import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

/** What a page shows stands in its address: the parameters, and what sets some of them; empty or null takes one away. */
export const usePut = () => {
  const [params, setParams] = useSearchParams()
  const put = useCallback(
    (values: Record<string, string | null>) =>
      setParams(
        (now) => {
          for (const [key, value] of Object.entries(values)) {
            if (value) now.set(key, value)
            else now.delete(key)
          }
          return now
        },
        { replace: true },
      ),
    [setParams],
  )
  return [params, put] as const
}
