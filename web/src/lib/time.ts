const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** "3 minutes ago" of an ISO time. */
export const ago = (iso: string, now = Date.now()): string => {
  const seconds = (Date.parse(iso) - now) / 1000
  for (const [unit, size] of STEPS)
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit)
  return 'just now'
}

/** "1 h 4 min", "2 min 5 s", "12 s" of seconds. */
export const span = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)]
  if (hours) return `${hours} h ${minutes} min`
  return minutes ? `${minutes} min ${whole % 60} s` : `${whole} s`
}

/** A timecode "00:00:03:12" of frames at a whole rate. */
export const timecode = (frames: number, fps: number): string => {
  const rate = Math.round(fps)
  const seconds = Math.floor(frames / rate)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, Math.floor(frames % rate)]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
