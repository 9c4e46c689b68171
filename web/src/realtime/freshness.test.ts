import { describe, expect, it } from 'vitest'
import { isOld, kindOf } from './freshness'

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
    ['getStage', 'stage.moved', true],
    ['listShots', 'stage.given_back', true],
    ['listShots', 'character.changed', true],
    ['getContinuity', 'style.changed', true],
    ['listStalePanels', 'environment.changed', true],
    ['listInvitations', 'invitation.accepted', true],
    ['getGeneration', 'order.turned', true],
    ['listTakes', 'order.turned', true],
    ['readBudget', 'order.turned', true],
    ['listShots', 'job.moved', false],
    ['', 'something.new', false],
  ])('%s after %s: %s', (operation, kind, old) => expect(isOld(operation, kind)).toBe(old))
})

describe('a job that moved', () => {
  const moved = (what: string, job_kind = 'clips') => kindOf({ kind: 'job.moved', payload: { what, job_kind } })
  it.each(['submitted', 'succeeded', 'failed', 'cancelled'])('is an order that turned where it %s', (what) =>
    expect(moved(what)).toBe('order.turned'),
  )
  it.each(['progress', 'stage', 'started', 'waiting'])('is a step of it where it is %s', (what) =>
    expect(moved(what)).toBe('job.moved'),
  )
  it('is no order where it carries a mail or calls a webhook', () =>
    expect(['send_mail', 'send_webhook'].map((kind) => moved('succeeded', kind))).toEqual(['job.moved', 'job.moved']))
  it('is told apart from what else happens', () =>
    expect(kindOf({ kind: 'take.circled', payload: { what: 'succeeded' } })).toBe('take.circled'))
})
