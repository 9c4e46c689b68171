/** A score's class as the whole product uses it (design §7): ≥ 85 excellent, 70–84 good, < 70 retake. */
export type ScoreClass = 'excellent' | 'good' | 'retake' | 'unscored'

export const scoreClass = (score: number | null | undefined): ScoreClass => {
  if (score === null || score === undefined || Number.isNaN(score)) return 'unscored'
  if (score >= 85) return 'excellent'
  return score >= 70 ? 'good' : 'retake'
}

/** The figure as it is printed: rounded down, so that no printed number claims a class that the score has not. */
export const scoreText = (score: number | null | undefined): string =>
  scoreClass(score) === 'unscored' ? '–' : String(Math.floor(score as number))
