import { describe, expect, it } from 'vitest'
import { isOld } from './freshness'

describe('what an event makes old', () => {
  it.each([
    ['listCharacters', 'character.changed', true],
    ['readStoryboard', 'character.changed', false],
    ['readStoryboard', 'take.circled', true],
    ['listJobs', 'job.moved', true],
    ['listHeroFrames', 'hero_frame.made', true],
    ['listAttempts', 'clip.made', true],
    ['getGeneration', 'clip.circled', true],
    ['listPromptSuggestions', 'clip.made', true],
    ['listNotifications', 'member.added', true],
    ['getHome', 'job.moved', true],
    ['listReviews', 'approval.given', true],
    ['listReviews', 'take.circled', true],
    ['readMe', 'character.changed', false],
    ['getCut', 'cut.changed', true],
    ['listCutFilms', 'cut.filmed', true],
    ['getQualityReport', 'clip.made', true],
    ['', 'something.new', false],
  ])('%s after %s: %s', (operation, kind, old) => expect(isOld(operation, kind)).toBe(old))
})
