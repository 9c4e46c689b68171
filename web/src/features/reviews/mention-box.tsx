import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { TextArea } from '@/ui/field'
import { completed, matching, typedMention } from './mentions'
import { PeopleList } from './people-list'
import { type Person, usePeople } from './use-people'

interface MentionBoxProps {
  label: string
  value: string
  onChange: (value: string) => void
  onSend: () => void
  onFocus?: () => void
  onEscape?: () => void
  autoFocus?: boolean
  disabled?: boolean
}

/** A text in which @ offers the people of the project; mod+Enter sends it. */
export const MentionBox = (props: MentionBoxProps) => {
  const { label, value, onChange, onSend, onFocus, onEscape, autoFocus, disabled } = props
  const listId = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [caret, setCaret] = useState(0)
  const [at, setAt] = useState(0)
  const [closed, setClosed] = useState(false)
  const jump = useRef<number>(null)
  const people = usePeople()
  const typed = typedMention(value, caret)
  const offered = typed === null || closed ? [] : matching(people, typed)
  const chosen = Math.min(at, offered.length - 1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the text was completed, the caret goes behind the name
  useLayoutEffect(() => {
    if (jump.current !== null) box.current?.setSelectionRange(jump.current, jump.current)
    jump.current = null
  }, [value])
  const pick = (name: string) => {
    const done = completed(value, caret, typed ?? '', name)
    jump.current = done.caret
    setCaret(done.caret)
    onChange(done.text)
    box.current?.focus()
  }
  const onList = (key: string, person: Person) => {
    const turn = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (turn) setAt((chosen + turn + offered.length) % offered.length)
    else if (key === 'Enter' || key === 'Tab') pick(person.name)
    else if (key === 'Escape') setClosed(true)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const person = offered[chosen]
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) onSend()
    else if (person) {
      if (!onList(event.key, person)) return
    } else if (event.key === 'Escape' && onEscape) onEscape()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="relative">
      <TextArea
        ref={box}
        aria-label={label}
        placeholder={label}
        value={value}
        disabled={disabled}
        autoFocus={autoFocus}
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? listId : undefined}
        aria-activedescendant={offered.length > 0 ? `${listId}-${chosen}` : undefined}
        onChange={(event) => {
          onChange(event.target.value)
          setCaret(event.target.selectionStart)
          setClosed(false)
          setAt(0)
        }}
        onFocus={onFocus}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {offered.length > 0 && <PeopleList id={listId} people={offered} chosen={chosen} onPick={pick} />}
    </div>
  )
}
