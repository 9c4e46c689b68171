import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { KINDS, type Kind } from './definition'

/** What is looked for stands in the address: words, kind, tag, project, bin. */
export const useWanted = () => {
  const [params, setParams] = useSearchParams()
  const set = useCallback(
    (name: 'q' | 'kind' | 'tag' | 'from' | 'bin', value: string) =>
      setParams(
        (before) => {
          if (value) before.set(name, value)
          else before.delete(name)
          if (name === 'from' || name === 'kind') before.delete('tag')
          return before
        },
        { replace: true },
      ),
    [setParams],
  )
  const kind = KINDS.find((each) => each === params.get('kind')) ?? ''
  return {
    search: params.get('q') ?? '',
    kind: kind as Kind | '',
    tag: params.get('tag') ?? '',
    from: params.get('from') ?? '',
    bin: params.get('bin') === '1',
    set,
  }
}
