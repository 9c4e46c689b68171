import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { SearchBox } from './search-box'

it('keeps what is typed before the address has it, and takes what the address says when nobody types', () => {
  const told = vi.fn()
  const box = (value: string) => <SearchBox id="s" label="Find" value={value} onChange={told} />
  const { rerender } = render(box(''))
  const field = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Find' })
  field.focus()
  fireEvent.change(field, { target: { value: 'n' } })
  fireEvent.change(field, { target: { value: 'no' } })
  rerender(box('n')) // the address is a letter behind
  expect(field.value).toBe('no')
  expect(told.mock.calls).toEqual([['n'], ['no']])
  field.blur()
  rerender(box(''))
  expect(field.value).toBe('')
})
