import { useCallback } from 'react'
import { usePut } from '@/lib/use-put'
import { KINDS, type Kind } from './definition'

/** What is looked for stands in the address: words, kind, tag, project, bin. */
export const useWanted = () => {
  const [params, put] = usePut()
  const set = useCallback(
    (name: 'q' | 'kind' | 'tag' | 'from' | 'bin', value: string) =>
      put({ ...((name === 'from' || name === 'kind') && { tag: null }), [name]: value }),
    [put],
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
