import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { follow, onEvent, useLive } from './project'

class Socket {
  static readonly OPEN = 1
  static made: Socket[] = []
  readyState = 1
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  constructor(readonly url: string) {
    Socket.made.push(this)
  }
  send() {}
  close() {}
  tell(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) })
  }
}

const event = (seq: number) => ({ type: 'event', seq, kind: 'note.added', actor: '', at: '', payload: {} })
const settled = () => new Promise((done) => setTimeout(done))

describe('following a project', () => {
  beforeEach(() => {
    Socket.made = []
    vi.stubGlobal('WebSocket', Socket)
  })
  afterEach(() => vi.unstubAllGlobals())

  it('hears one socket, however often the network comes back', async () => {
    const heard: number[] = []
    const deaf = onEvent(({ seq }) => heard.push(seq))
    const tickets: ((ticket: string) => void)[] = []
    const end = follow('/ws/projects/1', () => new Promise((give) => tickets.push(give)))
    window.dispatchEvent(new Event('online')) // while the first ticket is still drawn
    for (const give of tickets) give('t')
    await settled()
    expect(Socket.made).toHaveLength(1)
    const [first] = Socket.made
    first?.tell(event(7))
    window.dispatchEvent(new Event('online'))
    tickets.at(-1)?.('t')
    await settled()
    expect(Socket.made.at(-1)?.url).toContain('since=7')
    first?.tell(event(8)) // dead, but what it had on the way comes
    Socket.made.at(-1)?.tell(event(8))
    expect(heard).toEqual([7, 8])
    end()
    deaf()
  })

  it('asks again where no ticket could be drawn, and stops where it is shut out', async () => {
    let draws = 0
    const end = follow('/ws/projects/1', async () => {
      draws += 1
      if (draws === 1) throw new TypeError('offline')
      return ''
    })
    await settled()
    expect(useLive.getState().link).toBe('away')
    await vi.waitFor(() => expect(Socket.made).toHaveLength(1))
    Socket.made[0]?.onclose?.({ code: 4403 })
    expect(useLive.getState().link).toBe('ended')
    end()
  })
})
