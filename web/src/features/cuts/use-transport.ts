import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

const FASTEST = 8

/** The speed that J or L make of the present one: in their direction, each time twice as fast. */
export const shuttled = (speed: number, direction: 1 | -1): number =>
  Math.sign(speed) === direction ? direction * Math.min(FASTEST, Math.abs(speed) * 2) : direction

/** The playhead over a cut, in frames, by the screen's own clock: what is seen and heard goes with it. */
export const useTransport = (length: number, rate: number) => {
  const [frame, setFrame] = useState(0)
  const [speed, setSpeed] = useState(0)
  const at = useRef(0)
  const last = Math.max(0, length - 1)
  const seek = useCallback(
    (to: number) => {
      at.current = Math.min(last, Math.max(0, to))
      setFrame(Math.floor(at.current))
    },
    [last],
  )
  useEffect(() => {
    if (at.current > last) seek(last) // the cut got shorter
  }, [last, seek])
  useEffect(() => {
    if (speed === 0) return
    let before = performance.now()
    let waiting = requestAnimationFrame(function tick(now) {
      const to = at.current + ((now - before) / 1000) * rate * speed
      before = now
      seek(to)
      if (speed > 0 ? to >= last : to <= 0) setSpeed(0)
      else waiting = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(waiting)
  }, [speed, rate, last, seek])
  const play = useCallback(
    (wanted: number) => {
      if (wanted > 0 && at.current >= last) seek(0)
      setSpeed(wanted)
    },
    [last, seek],
  )
  return useMemo(
    () => ({
      frame,
      speed,
      seek,
      play,
      step: (by: number) => {
        setSpeed(0)
        seek(Math.floor(at.current) + by)
      },
      toggle: () => play(speed === 0 ? 1 : 0),
      shuttle: (direction: 1 | -1) => play(shuttled(speed, direction)),
    }),
    [frame, speed, seek, play],
  )
}

export type Transport = ReturnType<typeof useTransport>
