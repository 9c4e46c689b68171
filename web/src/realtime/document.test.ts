import { decoding, encoding } from 'lib0'
import { describe, expect, it } from 'vitest'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createStore } from 'zustand/vanilla'
import { type State, watch, writeField } from './document'

const twins = () => {
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  here.on('update', (update, origin) => origin !== there && Y.applyUpdate(there, update, here))
  const fields = here.getMap<unknown>('fields')
  fields.set('description', new Y.Text('red hair'))
  return { here, there, fields }
}

describe('writing a field', () => {
  it('changes prose only where it differs, so that what another typed meanwhile stays', () => {
    const { here, there, fields } = twins()
    const other = there.getMap<unknown>('fields').get('description') as Y.Text
    other.insert(other.length, ', coat')
    writeField(fields, 'description', 'dark red hair')
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there))
    expect(String(fields.get('description'))).toBe('dark red hair, coat')
  })

  it.each(['', 'red', 'red hair', 'red red hair', 'hair', 'blue eyes'])('makes it "%s"', (wanted) => {
    const { fields } = twins()
    writeField(fields, 'description', wanted)
    expect(String(fields.get('description'))).toBe(wanted)
  })

  it('replaces what is not prose', () => {
    const { fields } = twins()
    writeField(fields, 'contrast', 0.4)
    expect(fields.get('contrast')).toBe(0.4)
  })
})

describe('whether what was edited is kept', () => {
  const SAVED = 100
  const begun = () => {
    const doc = new Y.Doc()
    const told = new Map<string, (given: unknown) => void>()
    const answer: WebsocketProvider['messageHandlers'][number] = (encoder) =>
      encoding.writeUint8Array(encoder, new Uint8Array(2))
    const provider = {
      messageHandlers: [answer],
      wsconnected: false,
      on: (name: string, run: (given: unknown) => void) => void told.set(name, run),
    } as unknown as WebsocketProvider
    const state = createStore<State>()(() => ({ ready: false, keeping: 'offline', why: '' }))
    watch(provider, doc, state)
    const number = (value: number) => {
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, value)
      return decoding.createDecoder(encoding.toUint8Array(encoder))
    }
    const hear = (kind: number, decoder = number(0)) =>
      provider.messageHandlers[kind]?.(encoding.createEncoder(), decoder, provider, false, kind)
    return {
      edit: () => doc.getMap('fields').set('name', 'Mira'),
      go: (connected: boolean) => {
        provider.wsconnected = connected
        told.get('status')?.({ status: connected ? 'connected' : 'disconnected' })
      },
      asked: () => hear(0),
      saved: (count: number) => hear(SAVED, number(count)),
      keeping: () => state.getState().keeping,
    }
  }

  it('is not told of what was edited away from the server until the server has it on disk', () => {
    const { edit, go, asked, saved, keeping } = begun()
    go(true)
    expect(keeping()).toBe('saved')
    go(false)
    edit()
    expect(keeping()).toBe('offline')
    go(true)
    expect(keeping()).toBe('saving')
    asked() // what the server lacks is sent as the answer to what it has
    expect(keeping()).toBe('saving')
    saved(1)
    expect(keeping()).toBe('saved')
    go(false)
    go(true)
    expect(keeping()).toBe('saved')
  })

  it('waits for the last of several edits', () => {
    const { edit, go, saved, keeping } = begun()
    go(true)
    edit()
    edit()
    saved(1)
    expect(keeping()).toBe('saving')
    saved(2)
    expect(keeping()).toBe('saved')
  })
})
