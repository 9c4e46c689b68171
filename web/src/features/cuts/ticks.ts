const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600] // seconds
const APART = 92 // px that a timecode needs

/** The frames at which a ruler has a timecode, so that no two of them touch; `scale` is pixels a frame. */
export const ticksOf = (length: number, rate: number, scale: number): number[] => {
  const step = STEPS.find((seconds) => seconds * rate * scale >= APART) ?? 7200
  const count = Math.max(1, Math.ceil(length / (step * rate)))
  return Array.from({ length: count }, (_, at) => Math.round(at * step * rate)).filter(
    (frame) => frame === 0 || (length - frame) * scale > APART / 2,
  )
}
