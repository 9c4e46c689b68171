import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import type { Person } from './use-people'

/** The people that an @ may mean; the text field beside it keeps the focus and moves the choice. */
export const PeopleList = ({
  id,
  people,
  chosen,
  onPick,
}: {
  id: string
  people: Person[]
  chosen: number
  onPick: (name: string) => void
}) => {
  const { t } = useTranslation('reviews')
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('people')}
      className="absolute inset-x-0 bottom-full z-30 mb-1 rounded-md border border-line-strong bg-raised p-1 shadow-xl"
    >
      {people.map((person, index) => (
        <div
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onPointerDown={(event) => {
            event.preventDefault()
            onPick(person.name)
          }}
          className={cn('cursor-default rounded px-2 py-1', index === chosen && 'bg-surface')}
        >
          {person.name}
        </div>
      ))}
    </div>
  )
}
