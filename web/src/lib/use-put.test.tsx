import { act, cleanup, render } from '@testing-library/react'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { afterEach, describe, expect, it } from 'vitest'
import { usePut, withPut } from './use-put'

afterEach(cleanup)

const puts: ReturnType<typeof usePut>[1][] = []
const Page = () => {
  puts.push(usePut()[1])
  return null
}

describe('what a page shows', () => {
  it('is put into its address, and taken out', () => {
    expect(withPut('?a=1&b=2', { a: null, b: '3', c: 'x y', d: '' }).toString()).toBe('b=3&c=x+y')
  })
  it('keeps what somebody else put since it was drawn', async () => {
    window.history.replaceState(null, '', '/?tab=variations')
    render(<RouterProvider router={createBrowserRouter([{ path: '/', Component: Page }])} />)
    const [first] = puts
    await act(async () => first?.({ a: '1' }))
    await act(async () => puts.at(-1)?.({ how: 'side' }))
    await act(async () => first?.({ at: '50' })) // by a timer that was set before
    expect(window.location.search).toBe('?tab=variations&a=1&how=side&at=50')
  })
  it('takes two at one moment', async () => {
    window.history.replaceState(null, '', '/')
    render(<RouterProvider router={createBrowserRouter([{ path: '/', Component: Page }])} />)
    const put = puts.at(-1)
    await act(async () => {
      put?.({ a: '1' })
      put?.({ b: '2' })
    })
    expect(window.location.search).toBe('?a=1&b=2')
  })
})
