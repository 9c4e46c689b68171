import { describe, expect, it } from 'vitest'
import { mayAs } from './use-may'

describe('what a role may do', () => {
  it.each([
    ['owner', 'manage', true],
    ['editor', 'edit', true],
    ['editor', 'manage', false],
    ['reviewer', 'approve', true],
    ['reviewer', 'edit', false],
    ['viewer', 'note', false],
    ['guest', 'note', true],
    ['nobody we know', 'note', false],
  ] as const)('%s, %s: %s', (role, act, may) => expect(mayAs(role, act)).toBe(may))
})
