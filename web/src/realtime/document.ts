import { decoding, encoding } from 'lib0'
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useTeam } from '@/features/session/use-me'
import { drawTicket, FINAL, socketUrl } from './ticket'

export type Kind = 'character' | 'style' | 'environment' | 'storyboard' | 'note' | 'canvas'
type Keeping = 'saved' | 'saving' | 'unsaved' | 'refused' | 'offline'

/** A thing that several people edit at once, as a component sees it (docs/live.md). */
export interface Shared {
  doc: Y.Doc
  /** The shared fields; nested maps are Y.Map, prose is Y.Text, everything else plain JSON. */
  fields: Y.Map<unknown>
  awareness: WebsocketProvider['awareness']
  /** Undoes and redoes what was done here, never what others did. */
  undo: Y.UndoManager
  /** Whether the server's state has arrived. */
  ready: boolean
  /** Whether what was edited is on the server's disk. */
  keeping: Keeping
  /** Why the last edit was refused or cannot be written; empty if it was. */
  why: string
}

export interface State {
  ready: boolean
  keeping: Keeping
  why: string
}

interface Session {
  doc: Y.Doc
  provider: WebsocketProvider
  undo: Y.UndoManager
  state: StoreApi<State>
  users: number
  close: () => void
}

// Two components that show the same thing share one document and one socket.
const sessions = new Map<string, Session>()

const [SYNC, AUTH, SAVED, UNSAVED] = [0, 2, 100, 101]

/** Tells from what goes over the socket whether our edits are on the server's disk. */
export const watch = (
  provider: Pick<WebsocketProvider, 'messageHandlers' | 'wsconnected' | 'on'>,
  doc: Y.Doc,
  state: StoreApi<State>,
) => {
  let sent = 0 // edits of this connection, as the server counts them: our updates, and our answers to its step 1
  let behind = false // whether something was edited here that no connection has brought to the disk yet
  const handlers = provider.messageHandlers
  const sync = handlers[SYNC]
  handlers[SYNC] = (encoder, decoder, ...rest) => {
    sync?.(encoder, decoder, ...rest)
    if (encoding.length(encoder) > 1) sent += 1
  }
  handlers[SAVED] = (_encoder, decoder) => {
    if (decoding.readVarUint(decoder) < sent) return
    behind = false
    state.setState(({ keeping }) => (keeping === 'refused' ? {} : { keeping: 'saved', why: '' }))
  }
  handlers[UNSAVED] = (_encoder, decoder) =>
    state.setState({ keeping: 'unsaved', why: decoding.readVarString(decoder) })
  handlers[AUTH] = (_encoder, decoder) => {
    decoding.readVarUint(decoder)
    state.setState({ keeping: 'refused', why: decoding.readVarString(decoder) })
  }
  provider.on('sync', (synced) => synced && state.setState({ ready: true }))
  provider.on('status', ({ status }) => {
    if (status === 'connected') sent = 0
    state.setState(({ keeping }) => ({
      keeping: status === 'connected' ? (behind ? 'saving' : 'saved') : keeping === 'refused' ? keeping : 'offline',
    }))
  })
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin === provider) return
    behind = true
    if (provider.wsconnected) sent += 1
    state.setState({ keeping: provider.wsconnected ? 'saving' : 'offline' })
  })
}

const open = (name: string, projectId: string, team: boolean): Session => {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(socketUrl('/ws/docs'), name, doc, {
    connect: false,
    params: { acks: '1' },
    disableBc: true, // tabs speak through the server, which alone knows what is on disk
    maxBackoffTime: 8000,
    shouldReconnect: ({ code }) => !FINAL.has(code), // a ticket that was used up, or one person too many, may pass
  })
  const state = createStore<State>()(() => ({ ready: false, keeping: 'offline', why: '' }))
  watch(provider, doc, state)
  const arm = async () => {
    const ticket = await drawTicket(projectId, team).catch(() => '')
    provider.params = { acks: '1', ...(ticket && { ticket }) }
  }
  provider.on('connection-close', (event) => {
    if (!event || !FINAL.has(event.code)) void arm() // a ticket is good for one socket
  })
  const enter = () => void arm().then(() => ended || provider.connect())
  let ended = false
  // Back from where there was no network, a socket may look alive that is dead: knock anew, and at once.
  const wake = () => {
    if (!provider.shouldConnect) return // shut out for good
    provider.disconnect()
    enter()
  }
  window.addEventListener('online', wake)
  enter()
  const close = () => {
    ended = true
    window.removeEventListener('online', wake)
    provider.destroy()
    doc.destroy()
  }
  const undo = new Y.UndoManager(doc.getMap('fields'), { captureTimeout: 400 })
  return { doc, provider, undo, state, users: 0, close }
}

const useSession = (kind: Kind, id: string, projectId: string): Session => {
  const team = useTeam()
  const name = `${kind}/${id}`
  const session = useMemo(() => {
    const found = sessions.get(name) ?? open(name, projectId, team)
    sessions.set(name, found)
    return found
  }, [name, projectId, team])
  useEffect(() => {
    session.users += 1
    return () => {
      session.users -= 1
      // a remount in the same moment (React's strict mode, a tab change) keeps the socket
      setTimeout(() => {
        if (session.users > 0 || sessions.get(name) !== session) return
        sessions.delete(name)
        session.close()
      }, 1000)
    }
  }, [session, name])
  return session
}

/** Open a thing's shared document while the component is on the screen. */
export const useDocument = (kind: Kind, id: string, projectId: string): Shared => {
  const { doc, provider, undo, state } = useSession(kind, id, projectId)
  const now = useStore(state)
  return { doc, fields: doc.getMap('fields'), awareness: provider.awareness, undo, ...now }
}

const plain = (value: unknown): unknown =>
  value instanceof Y.Text ? value.toString() : value instanceof Y.AbstractType ? value.toJSON() : value

/** A field's present value as plain JSON; the component draws itself again when anybody changes it. */
export const useField = <Value>(map: Y.Map<unknown>, key: string): Value | undefined => {
  const cache = useRef<{ text: string; value: unknown }>({ text: '', value: undefined })
  const subscribe = useCallback(
    (changed: () => void) => {
      const observe = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
        if (events.some((event) => event.target !== map || (event as Y.YMapEvent<unknown>).keysChanged.has(key)))
          changed()
      }
      map.observeDeep(observe)
      return () => map.unobserveDeep(observe)
    },
    [map, key],
  )
  const read = useCallback(() => {
    const value = plain(map.get(key))
    const text = JSON.stringify(value) ?? ''
    if (text !== cache.current.text) cache.current = { text, value }
    return cache.current.value
  }, [map, key])
  return useSyncExternalStore(subscribe, read) as Value | undefined
}

/** Write a plain field; a field of prose is changed where it differs, so that two may type in it at once. */
export const writeField = (map: Y.Map<unknown>, key: string, value: unknown) => {
  const present = map.get(key)
  if (!(present instanceof Y.Text)) {
    map.set(key, value)
    return
  }
  const [before, after] = [present.toString(), String(value)]
  let start = 0
  while (start < before.length && before[start] === after[start]) start += 1
  let end = 0
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end))
    end += 1
  present.doc?.transact(() => {
    present.delete(start, before.length - start - end)
    present.insert(start, after.slice(start, after.length - end))
  })
}
