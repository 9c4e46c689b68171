import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useSelection } from './use-selection'

it('selects one, a stretch, all, none', () => {
  const { result } = renderHook(() => useSelection(['a', 'b', 'c', 'd']))
  const now = () => [...result.current.selected].sort().join('')
  act(() => result.current.toggle(1))
  expect(now()).toBe('b')
  act(() => result.current.toggle(3, true))
  expect(now()).toBe('bcd')
  act(() => result.current.toggle(2))
  expect(now()).toBe('bd')
  act(() => result.current.all())
  expect(now()).toBe('abcd')
  act(() => result.current.clear())
  expect(now()).toBe('')
})
