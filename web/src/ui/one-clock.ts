import { type RefCallback, useCallback, useEffect, useMemo, useRef, useState } from 'react'

const NUDGE = 0.06 // how much faster or slower a video runs that lies a little beside the clock
const FAR = 0.25 // seconds beside the clock beyond which it is set anew

/** The middle of a frame in seconds: what a player rounds up or down to is that frame. */
export const middleOf = (frame: number, rate: number): number => (frame + 0.5) / rate

/** The frame that is seen at a time of the media; a frame begins a hair before its first moment, as files round it. */
export const frameAt = (seconds: number, rate: number): number => Math.max(0, Math.floor(seconds * rate + 1e-3))

/** How a video that shows `seconds` gets to `wanted`: set anew, or run a little faster or slower. */
export const correction = (seconds: number, wanted: number, rate: number, speed: number) => {
  const off = wanted - seconds
  if (Math.abs(off) > FAR * Math.max(1, Math.abs(speed))) return { seek: wanted, speed }
  return { seek: null, speed: Math.abs(off) < 0.5 / rate ? speed : speed * (1 + Math.sign(off) * NUDGE) }
}

type Media = HTMLVideoElement | HTMLAudioElement

const halt = (media: Media) => {
  if (!media.paused) media.pause()
}

const start = (media: Media) => {
  if (!media.paused || media.ended) return
  media.play().catch((why: unknown) => {
    // who seeks or leaves while it begins takes the start back; a file that cannot be played says so itself
    if (!(why instanceof DOMException)) throw why
  })
}

/** Let a video or sound go with a clock that is at `wanted` seconds: running at `speed`, or standing with 0 and below. */
export const follow = (media: Media, wanted: number, rate: number, speed: number) => {
  const end = Number.isFinite(media.duration) ? media.duration : Number.POSITIVE_INFINITY
  const to = Math.min(wanted, Math.max(0, end - 0.5 / rate))
  if (speed <= 0 || wanted >= end) {
    halt(media)
    if (!media.seeking && Math.abs(media.currentTime - to) > 0.25 / rate) media.currentTime = to
    return
  }
  const fix = correction(media.currentTime, to, rate, speed)
  if (fix.seek !== null && !media.seeking) media.currentTime = fix.seek
  if (media.playbackRate !== fix.speed) media.playbackRate = fix.speed
  start(media)
}

/** Call back at each frame that the video shows, or that the screen does where a browser cannot tell the former. */
const eachFrame = (video: HTMLVideoElement, act: (seconds: number) => void) => {
  let ended = false
  let waiting = 0
  const told = typeof video.requestVideoFrameCallback === 'function'
  const next = () => {
    if (ended) return
    waiting = told
      ? video.requestVideoFrameCallback((_now, { mediaTime }) => go(mediaTime))
      : requestAnimationFrame(() => go(video.currentTime))
  }
  const go = (seconds: number) => {
    if (ended) return
    act(seconds)
    next()
  }
  next()
  return () => {
    ended = true
    if (told) video.cancelVideoFrameCallback(waiting)
    else cancelAnimationFrame(waiting)
  }
}

export interface OneClock {
  /** The ref of each `<video>`, by any key of its own. Give them `muted playsInline preload="auto"`. */
  videos: (key: string) => RefCallback<HTMLVideoElement>
  playing: boolean
  /** The frame that is seen, from 0, at `rate`. */
  frame: number
  /** 1 as it was shot, 0.5 at half that, −1 backwards. */
  speed: number
  seek: (frame: number) => void
  step: (by: number) => void
  play: (speed?: number) => void
  pause: () => void
  toggle: () => void
}

/** Several videos, one clock: the longest one leads, the others go with the frame it shows; a shorter one holds its last.
 * `rate` is frames a second, `frames` the length of the longest, `from` the frame that is seen first. */
export const useOneClock = (rate: number, frames: number, loop = false, from = 0): OneClock => {
  const known = useRef(new Map<string, HTMLVideoElement>())
  const refs = useRef(new Map<string, RefCallback<HTMLVideoElement>>())
  const at = useRef(Math.min(Math.max(0, from), Math.max(0, frames - 1)))
  const [frame, setFrame] = useState(at.current)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState(1)
  const [present, setPresent] = useState(0) // videos that came or went, so that the leader is chosen anew

  const show = useCallback(
    (to: number) => {
      at.current = Math.min(Math.max(0, frames - 1), Math.max(0, Math.round(to)))
      setFrame(at.current)
    },
    [frames],
  )
  const place = useCallback(() => {
    for (const video of known.current.values()) follow(video, middleOf(at.current, rate), rate, 0)
  }, [rate])
  const seek = useCallback(
    (to: number) => {
      show(to)
      for (const video of known.current.values()) {
        video.currentTime = Math.min(
          middleOf(at.current, rate),
          (video.duration || Number.POSITIVE_INFINITY) - 0.5 / rate,
        )
      }
    },
    [show, rate],
  )
  const videos = useCallback(
    (key: string) => {
      const ref =
        refs.current.get(key) ??
        ((video: HTMLVideoElement | null) => {
          if (video) {
            known.current.set(key, video)
            video.addEventListener('loadedmetadata', place)
            if (video.readyState > 0) place()
          } else known.current.delete(key)
          setPresent((now) => now + 1)
        })
      refs.current.set(key, ref)
      return ref
    },
    [place],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: `present` says that the videos are others
  useEffect(() => {
    if (!playing) {
      place()
      return
    }
    const all = [...known.current.values()]
    const leader = all.toSorted((a, b) => (b.duration || 0) - (a.duration || 0))[0]
    if (speed < 0 || !leader) return backwards()
    const ended = () => {
      if (loop) seek(0)
      else setPlaying(false)
    }
    const others = all.filter((video) => video !== leader)
    leader.playbackRate = speed
    if (Math.abs(leader.currentTime - middleOf(at.current, rate)) > 1 / rate) leader.currentTime = at.current / rate
    start(leader)
    const leave = eachFrame(leader, (seconds) => {
      show(frameAt(seconds, rate))
      for (const other of others) follow(other, leader.currentTime, rate, speed)
      if (leader.ended || at.current >= frames - 1) ended()
      if (loop) start(leader)
    })
    for (const other of others) follow(other, leader.currentTime, rate, speed)
    leader.addEventListener('ended', ended)
    return () => {
      leave()
      leader.removeEventListener('ended', ended)
      for (const video of all) halt(video)
    }

    // no browser plays backwards: the clock runs by itself, and the videos are set to it frame by frame
    function backwards() {
      let last = performance.now()
      let exact = at.current
      let waiting = requestAnimationFrame(function tick(now) {
        exact += (Math.max(0, now - last) / 1000) * rate * speed
        last = now
        show(exact)
        place()
        if (exact <= 0) setPlaying(false)
        waiting = requestAnimationFrame(tick)
      })
      return () => cancelAnimationFrame(waiting)
    }
  }, [playing, speed, rate, frames, loop, present, show, place, seek])

  const play = useCallback(
    (wanted = 1) => {
      if (wanted > 0 && at.current >= frames - 1) seek(0)
      setSpeed(wanted)
      setPlaying(true)
    },
    [frames, seek],
  )
  const pause = useCallback(() => setPlaying(false), [])
  const step = useCallback(
    (by: number) => {
      setPlaying(false)
      seek(at.current + by)
    },
    [seek],
  )
  const toggle = useCallback(() => (playing ? pause() : play()), [playing, pause, play])
  return useMemo(
    () => ({ videos, playing, frame, speed, seek, step, play, pause, toggle }),
    [videos, playing, frame, speed, seek, step, play, pause, toggle],
  )
}
