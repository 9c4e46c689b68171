import { useLayoutEffect, useMemo } from 'react'
import { create } from 'zustand'

/** Something that can be done here: it stands in the palette and, if it has `keys`, in the `?` sheet. */
export interface Command {
  id: string
  title: string
  group: string
  run: () => void
  /** "mod+k", "shift+a", "?" or a sequence "g c"; letters alone are not heard while somebody types. */
  keys?: string
}

interface Commands {
  known: Record<string, Command>
  palette: boolean
  sheet: boolean
}

export const useCommands = create<Commands>()(() => ({ known: {}, palette: false, sheet: false }))

/** Offer commands while the component is on the screen. Keep the list stable with `useMemo`. */
export const useOffer = (commands: readonly Command[]) => {
  // with the picture, not after it: a key pressed on what is just seen must not reach the command of before
  useLayoutEffect(() => {
    useCommands.setState(({ known }) => ({
      known: { ...known, ...Object.fromEntries(commands.map((c) => [c.id, c])) },
    }))
    return () =>
      useCommands.setState(({ known }) => {
        const gone = new Set(commands.filter((c) => known[c.id] === c).map((c) => c.id))
        return { known: Object.fromEntries(Object.entries(known).filter(([id]) => !gone.has(id))) }
      })
  }, [commands])
}

/** Offer one command. */
export const useCommand = ({ id, title, group, run, keys }: Command) =>
  useOffer(useMemo(() => [{ id, title, group, run, keys }], [id, title, group, run, keys]))

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="slider"], [role="menu"], [role="listbox"]'
// what every text field does with these itself
const OF_TEXT = /^mod\+(shift\+)?[acvxyzd]$/
// what Enter presses or follows itself
const PRESSED = 'button, a, summary'
const SEQUENCE = 1000 // ms between the keys of "g c"

/** A key event as a shortcut is written. */
export const chordOf = (event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>): string => {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase()
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key))
  return [(event.metaKey || event.ctrlKey) && 'mod', event.altKey && 'alt', shift && 'shift', key]
    .filter(Boolean)
    .join('+')
}

/** Whether a key is for what it is pressed in: a text that is being written, a button that Enter presses. */
const isOf = (target: EventTarget | null, chord: string): boolean => {
  if (!(target instanceof Element)) return false
  if (chord === 'enter' && target.closest(PRESSED)) return true
  return target.closest(TYPING) !== null && (!chord.startsWith('mod+') || OF_TEXT.test(chord))
}

/** Listen for the shortcuts of all commands that are offered; returns what ends it. */
export const listen = (target: Pick<Window, 'addEventListener' | 'removeEventListener'>) => {
  let before = ''
  let at = 0
  const hear = (event: KeyboardEvent) => {
    const chord = chordOf(event)
    if (
      event.defaultPrevented ||
      event.isComposing ||
      ['shift', 'control', 'meta', 'alt'].includes(event.key.toLowerCase())
    )
      return
    if (isOf(event.target, chord)) return
    const commands = Object.values(useCommands.getState().known)
    const sequence = event.timeStamp - at < SEQUENCE ? `${before} ${chord}` : chord
    const found = commands.find((c) => c.keys === sequence) ?? commands.find((c) => c.keys === chord)
    ;[before, at] = [found ? '' : chord, event.timeStamp]
    if (!found) return
    event.preventDefault()
    found.run()
  }
  target.addEventListener('keydown', hear as EventListener)
  return () => target.removeEventListener('keydown', hear as EventListener)
}
