import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { useSteps } from './use-steps'

const of = (name: string) => [`${name}?small`, `${name}?large`, `${name}?fine`]
const start = (urls: string[]) => renderHook(({ wanted }) => useSteps(wanted), { initialProps: { wanted: urls } })
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms))

beforeEach(() => void vi.useFakeTimers())

test('a picture gets better as each comes, the last one only when nothing is turned', () => {
  const { result } = start(of('a'))
  expect(result.current.src).toBe('a?small')
  act(() => result.current.done())
  pass(0)
  expect(result.current.src).toBe('a?large')
  act(() => result.current.done())
  pass(1400)
  expect(result.current.src).toBe('a?large')
  pass(200)
  expect(result.current.src).toBe('a?fine')
})

test('what came better than it was asked for is not asked for again', () => {
  const { result } = start(of('a'))
  act(() => result.current.done(1))
  pass(1400)
  expect([result.current.src, result.current.rung]).toEqual(['a?small', 1])
  pass(200)
  expect(result.current.src).toBe('a?fine')
})

test('while a knob is turned the newest is asked for as soon as the one before came', () => {
  const { result, rerender } = start(of('a'))
  for (const name of ['b', 'c', 'd']) rerender({ wanted: of(name) })
  expect(result.current.src).toBe('a?small')
  act(() => result.current.done())
  expect(result.current.src).toBe('d?small')
})

test('nobody waits for a better picture of what was before', () => {
  const { result, rerender } = start(of('a'))
  act(() => result.current.done())
  pass(0)
  rerender({ wanted: of('b') })
  expect(result.current.src).toBe('b?small')
})

test('where there was nothing to look at, the first is asked for at once', () => {
  const { result, rerender } = start([''])
  rerender({ wanted: ['a'] })
  expect(result.current.src).toBe('a')
})
