import { describe, expect, it } from 'vitest'
import { scoreClass, scoreText } from './score'

describe('a score', () => {
  it.each([
    [100, 'excellent', '100'],
    [85, 'excellent', '85'],
    [84.99, 'good', '84'],
    [70, 'good', '70'],
    [69.9, 'retake', '69'],
    [0, 'retake', '0'],
    [null, 'unscored', '–'],
    [undefined, 'unscored', '–'],
    [Number.NaN, 'unscored', '–'],
  ])('%s is %s and printed %s', (score, found, printed) => {
    expect(scoreClass(score)).toBe(found)
    expect(scoreText(score)).toBe(printed)
  })
})
