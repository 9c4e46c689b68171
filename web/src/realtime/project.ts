import { create } from 'zustand'
import { queries } from '@/api/client'
import { refresh } from './freshness'
import type { Happened, Here, Protocol, Someone } from './protocol'
import { FINAL, pause, socketUrl } from './ticket'

type Link = 'connecting' | 'live' | 'away' | 'ended'

interface Live {
  link: Link
  you: Someone | null
  people: Someone[]
  /** Where you are, as the others see it. */
  at: Here['at']
}

/** The project's socket as pages see it: whether it is up, who is here, who you are. */
export const useLive = create<Live>()(() => ({ link: 'connecting', you: null, people: [], at: null }))

const listeners = new Set<(event: Happened) => void>()

/** Hear of each event of the project; returns what ends it. */
export const onEvent = (listener: (event: Happened) => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

let socket: WebSocket | null = null

const say = (message: Protocol['FromClient']) => {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
}

/** Show the others where you are: a page, a panel, a frame; null where you look away. */
export const here = (at: Here['at']) => {
  if (JSON.stringify(at) === JSON.stringify(useLive.getState().at)) return
  useLive.setState({ at })
  say({ type: 'here', at })
}

const GATHER = 150 // ms: events of one moment are one refresh
const OPENING = 2000 // ms: what is being written while a page first asks has its time before that, and is told too

/** Follow a project, or one board of it, with tickets that `draw` gets, until the returned function is called. Connects again by itself and misses nothing. */
export const follow = (path: string, draw: () => Promise<string>) => {
  const began = performance.now()
  let seq = -1
  let attempt = 0
  let ended = false
  let turn = 0 // only the last socket that was asked for is heard
  let timer: ReturnType<typeof setTimeout> | undefined
  let gathered: Happened[] = []
  let gathering: ReturnType<typeof setTimeout> | undefined

  const spread = () => {
    refresh(queries, gathered)
    gathered = []
    gathering = undefined
  }

  const take = (message: Protocol['FromServer']) => {
    if (message.type === 'hello') {
      if (seq < 0) seq = message.seq
      attempt = 0
      useLive.setState({ link: 'live', you: message.you })
      say({ type: 'here', at: useLive.getState().at })
    } else if (message.type === 'people') {
      useLive.setState({ people: message.people })
    } else if (message.type === 'resync') {
      seq = message.seq
      void queries.invalidateQueries()
    } else {
      seq = message.seq
      gathered.push(message)
      for (const listener of listeners) listener(message)
      gathering ??= setTimeout(spread, GATHER)
    }
  }

  const connect = async () => {
    turn += 1
    const own = turn
    try {
      const ticket = await draw()
      if (ended || own !== turn) return
      const from: Record<string, string> =
        seq >= 0 ? { since: String(seq) } : { ago: String(Math.ceil(performance.now() - began + OPENING)) }
      const query = new URLSearchParams({ ...from, ...(ticket && { ticket }) })
      socket = new WebSocket(socketUrl(`${path}?${query}`))
    } catch {
      if (own === turn) again(0)
      return
    }
    const mine = socket
    mine.onmessage = ({ data }) => mine === socket && take(JSON.parse(data) as Protocol['FromServer'])
    mine.onclose = ({ code }) => !ended && mine === socket && again(code)
  }

  const again = (code: number) => {
    useLive.setState({ link: FINAL.has(code) ? 'ended' : 'away', people: [] })
    if (FINAL.has(code) || ended) return
    timer = setTimeout(() => void connect(), pause(attempt++))
  }

  // Back from where there was no network, a socket may look alive that is dead: knock anew, and at once.
  const wake = () => {
    if (useLive.getState().link === 'ended') return
    clearTimeout(timer)
    const dead = socket
    socket = null
    dead?.close()
    void connect()
  }

  useLive.setState({ link: 'connecting', you: null, people: [] })
  window.addEventListener('online', wake)
  void connect()
  return () => {
    ended = true
    clearTimeout(timer)
    clearTimeout(gathering)
    window.removeEventListener('online', wake)
    socket?.close()
    socket = null
  }
}
