import { useEffect, useState } from 'react'

const REST = 1500 // ms in which nothing is turned, before the last and dearest picture is asked for

/**
 * Which picture of a thing to ask for while knobs are turned: `urls` are the same one, each better and later.
 * A new one is asked for as soon as the first of the one before is there, so pictures follow a knob at the server's pace.
 */
export const useSteps = (urls: readonly string[], rest = REST) => {
  const [at, setAt] = useState({ urls, rung: 0, src: urls[0], busy: true })
  useEffect(() => {
    const ask = (rung: number) => setAt({ urls, rung, src: urls[rung], busy: true })
    if (at.urls[0] !== urls[0]) {
      if (!at.busy || at.rung > 0 || at.urls[0] === '') ask(0)
      return
    }
    const rung = at.rung + 1
    if (at.busy || rung >= urls.length) return
    const timer = setTimeout(() => ask(rung), rung === urls.length - 1 ? rest : 0)
    return () => clearTimeout(timer)
  }, [urls, at, rest])
  /** The picture came; `good` is which of them it is as good as, where it is better than was asked for. */
  const done = (good = 0) => setAt((now) => ({ ...now, rung: Math.max(now.rung, good), busy: false }))
  const settled = at.urls[0] === urls[0] && !at.busy && at.rung === urls.length - 1
  return { src: at.src, rung: at.rung, settled, done }
}
