import { useCallback, useEffect, useRef, useState } from 'react'
import type { Timeline, TimelinePanel } from '@/api/generated/types.gen'

/** The panel that is seen at a frame; the last one at the very end. */
export const panelAt = (panels: TimelinePanel[], frame: number): TimelinePanel | undefined =>
  panels.find(({ start, duration }) => frame < start + duration) ?? panels.at(-1)

/** What is read at a frame. */
export const captionsAt = (panel: TimelinePanel | undefined, frame: number) =>
  panel?.captions.filter(({ start, end }) => start <= frame && frame < end) ?? []

/** How far a frame is into its panel, 0–1. */
export const within = (panel: TimelinePanel, frame: number): number =>
  Math.min(1, Math.max(0, (frame - panel.start) / Math.max(1, panel.duration)))

// How the still is moved to tell the camera's move: scale and shift in per cent, at the start and at the end.
const MOVES: Record<string, [string, string]> = {
  'push-in': ['scale(1)', 'scale(1.12)'],
  'pull-out': ['scale(1.12)', 'scale(1)'],
  dolly: ['scale(1.04) translateX(-1.5%)', 'scale(1.04) translateX(1.5%)'],
  pan: ['scale(1.06) translateX(2.5%)', 'scale(1.06) translateX(-2.5%)'],
  tilt: ['scale(1.06) translateY(-2.5%)', 'scale(1.06) translateY(2.5%)'],
  crane: ['scale(1.02) translateY(-1%)', 'scale(1.1) translateY(2%)'],
}

/** The start and end of a move, as CSS transforms; none for a camera that stands. */
export const transformsOf = (move: string): [string, string] => MOVES[move] ?? ['none', 'none']

const SLACK = 8 // frames that two running playheads may lie apart: what a message takes, and a little

/** Whether a follower's playhead is to be set to where the leader's is. */
export const isOff = (mine: number, theirs: number, playing: boolean): boolean =>
  Math.abs(mine - theirs) > (playing ? SLACK : 0)

/** The frame that others are told: each while it stands, twice a second while it runs. */
export const toldFrame = (frame: number, rate: number, playing: boolean): number => {
  const step = playing ? Math.max(1, Math.round(rate / 2)) : 1
  return Math.floor(frame / step) * step
}

/** A playhead in frames, driven by the screen's own clock, so that it never runs off. */
export const usePlayhead = ({ duration, rate }: Pick<Timeline, 'duration' | 'rate'>, loop: boolean) => {
  const [frame, setFrame] = useState(0)
  const [playing, setPlaying] = useState(false)
  const at = useRef(0)
  const seek = useCallback(
    (to: number) => {
      at.current = Math.min(duration - 1, Math.max(0, to))
      setFrame(Math.floor(at.current))
    },
    [duration],
  )
  useEffect(() => {
    if (!playing) return
    let last = performance.now()
    let waiting = requestAnimationFrame(function tick(now) {
      at.current += ((now - last) / 1000) * rate
      last = now
      if (at.current >= duration) {
        at.current = loop ? 0 : duration - 1
        if (!loop) setPlaying(false)
      }
      setFrame(Math.floor(at.current))
      waiting = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(waiting)
  }, [playing, rate, duration, loop])
  const toggle = useCallback(() => {
    if (!playing && at.current >= duration - 1) seek(0)
    setPlaying(!playing)
  }, [playing, duration, seek])
  return { frame, playing, play: setPlaying, toggle, seek }
}
