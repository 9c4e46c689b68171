import { afterEach, describe, expect, it, vi } from 'vitest'
import { chordOf, listen, useCommands } from './commands'

const offer = (keys: string) => {
  const run = vi.fn()
  useCommands.setState(({ known }) => ({
    known: { ...known, [keys]: { id: keys, title: keys, group: 'g', run, keys } },
  }))
  return run
}
const press = (key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))

let stop = () => {}
afterEach(() => {
  stop()
  useCommands.setState({ known: {} })
  document.body.replaceChildren()
})

describe('shortcuts', () => {
  it.each([
    [{ key: 'k', metaKey: true }, 'mod+k'],
    [{ key: 'K', ctrlKey: true, shiftKey: true }, 'mod+shift+k'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: ' ' }, 'space'],
    [{ key: 'ArrowLeft', altKey: true }, 'alt+arrowleft'],
  ])('%o is %s', (event, chord) => {
    const plain = { metaKey: false, ctrlKey: false, altKey: false, shiftKey: false }
    expect(chordOf({ ...plain, ...event })).toBe(chord)
  })

  it('runs a sequence, and not its letters alone', () => {
    stop = listen(window)
    const run = offer('g c')
    press('c')
    expect(run).not.toHaveBeenCalled()
    press('g')
    press('c')
    expect(run).toHaveBeenCalledOnce()
  })

  it('hears no letters while somebody types, but chords', () => {
    stop = listen(window)
    const input = document.body.appendChild(document.createElement('input'))
    const [letter, chord, undo] = [offer('j'), offer('mod+k'), offer('mod+z')]
    press('j', {}, input)
    press('z', { ctrlKey: true }, input)
    press('k', { ctrlKey: true }, input)
    expect(letter).not.toHaveBeenCalled()
    expect(chord).toHaveBeenCalledOnce()
    expect(undo, 'that is of the text').not.toHaveBeenCalled()
  })

  it('leaves Enter to what it presses', () => {
    stop = listen(window)
    const button = document.body.appendChild(document.createElement('button'))
    const run = offer('enter')
    press('Enter', {}, button)
    expect(run).not.toHaveBeenCalled()
    press('Enter')
    expect(run).toHaveBeenCalledOnce()
  })
})
