import { usePut } from '@/lib/use-put'

const NOTHING = { a: null, b: null, how: null, at: null, gain: null }

/** Which two variations are held against each other stands in the address: the first that was chosen, then both. */
export const useCompared = () => {
  const [params, put] = usePut()
  const [a, b] = [params.get('a'), params.get('b')]
  const choose = (id: string) => {
    if (id === a) put(NOTHING)
    else put(a ? { b: id } : { a: id })
  }
  return { first: a, pair: a && b ? ([a, b] as const) : null, choose, stop: () => put(NOTHING) }
}
