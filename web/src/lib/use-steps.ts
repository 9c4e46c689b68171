import { useEffect, useState } from 'react'

const REST = 700 // ms in which nothing is turned, before the last and dearest picture is asked for

/**
 * Which picture of a thing to ask for while knobs are turned: `urls` are the same one, each better and later.
 * A new one is asked for as soon as the first of the one before is there, so pictures follow a knob at the server's pace.
 */
export const useSteps = (urls: readonly string[], rest = REST) => {
  const [at, setAt] = useState({ urls, rung: 0, busy: true })
  useEffect(() => {
    if (at.urls[0] !== urls[0]) {
      if (!at.busy || at.rung > 0 || at.urls[0] === '') setAt({ urls, rung: 0, busy: true })
      return
    }
    const rung = at.rung + 1
    if (at.busy || rung >= urls.length) return
    const last = rung === urls.length - 1
    const timer = setTimeout(() => setAt({ urls, rung, busy: true }), last ? rest : 0)
    return () => clearTimeout(timer)
  }, [urls, at, rest])
  return { src: at.urls[at.rung], rung: at.rung, done: () => setAt((now) => ({ ...now, busy: false })) }
}
