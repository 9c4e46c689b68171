import { useEffect, useMemo, useRef } from 'react'
import en from './en'
import { type Knobs, previewUrl, SIDES, type Side } from './preview-url'

const REST = 1000 // ms in which nothing is turned, before anything is looked at ahead
const [LATER, PATIENCE] = [5000, 12] // ms until who was refused asks again, and how often

/** The other hours of a place from here, then its other sides at this hour; light is no matter, it is put on later. */
export const aheadOf = (environment: string, project: string, { set, lighting }: Knobs, side: Side): string[] => {
  const of = (hour: string, from: Side) => {
    const plain = { set, lighting: hour, mood: '', contrast: 1, colour_temperature: null }
    return previewUrl(environment, project, plain, from, 'live')
  }
  const hours = Object.keys(en.hours).filter((hour) => hour !== lighting)
  const sides = SIDES.filter((each) => each !== side)
  return [...hours.map((hour) => of(hour, side)), ...sides.map((each) => of(lighting, each))]
}

/** Ask for one after the other, less those that were `seen`, until something stops it; who is refused asks later. */
const lookAt = async (urls: readonly string[], seen: Set<string>, signal: AbortSignal) => {
  const left = urls.filter((url) => !seen.has(url))
  for (let refused = 0; left[0] && refused < PATIENCE; ) {
    if (document.hidden || signal.aborted) return
    const picture = await fetch(left[0], { signal, priority: 'low' })
      .then((answer) => (answer.ok ? answer.blob() : null))
      .catch(() => null)
    if (picture) seen.add(left.shift() ?? '')
    else {
      refused += 1 // others have their turn, or nobody is there
      await new Promise((done) => setTimeout(done, LATER))
    }
  }
}

/** While nothing is turned, let the server trace what may be asked for next, one after the other: then it comes at once. */
export const useAhead = (environment: string, project: string, knobs: Knobs, side: Side, idle: boolean) => {
  const { set, lighting } = knobs
  const seen = useRef(new Set<string>())
  const urls = useMemo(() => {
    const plain = { set, lighting, mood: '', contrast: 1, colour_temperature: null }
    return aheadOf(environment, project, plain, side)
  }, [environment, project, set, lighting, side])
  useEffect(() => {
    if (!idle) return
    const stop = new AbortController()
    const timer = setTimeout(() => void lookAt(urls, seen.current, stop.signal), REST)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [urls, idle])
}
