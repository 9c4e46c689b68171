import type { Spot } from '@/api/generated/types.gen'

/** How wide each kind lies on the canvas, and about how high, before the browser has measured it. */
export const SIZES: Record<Spot['kind'], { width: number; height: number }> = {
  character: { width: 150, height: 194 },
  style: { width: 190, height: 118 },
  environment: { width: 210, height: 162 },
  storyboard: { width: 210, height: 162 },
  shot: { width: 210, height: 162 },
  note: { width: 200, height: 90 },
}
