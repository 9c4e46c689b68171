import { expect, it } from 'vitest'
import { sideTo } from './sides'

const at = (x: number, y: number) => ({ x, y, width: 100, height: 50 })

it.each([
  [300, 0, { side: 'right', x: 100, y: 25 }],
  [-300, 10, { side: 'left', x: 0, y: 25 }],
  [500, 60, { side: 'bottom', x: 50, y: 50 }],
  [20, 200, { side: 'bottom', x: 50, y: 50 }],
  [0, -200, { side: 'top', x: 50, y: 0 }],
])('towards a box at %d, %d a line leaves at %o', (x, y, found) => expect(sideTo(at(0, 0), at(x, y))).toEqual(found))
