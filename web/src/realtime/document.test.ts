import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { writeField } from './document'

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
