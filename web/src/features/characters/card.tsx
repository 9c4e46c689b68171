import { Check } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CharacterItem } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { Portrait } from '@/lib/portrait'
import { at } from '@/lib/project'
import { Badge } from '@/ui/badge'
import { Faces } from '@/ui/faces'

interface CardProps {
  item: CharacterItem
  projectId: string
  /** Where the card is, for the keyboard: only the active one is in the tab order. */
  place: number
  active: boolean
  selected: boolean
  selecting: boolean
  people: { id: string; name: string; tab?: string }[]
  onSelect: (place: number, through: boolean) => void
  onActive: (place: number) => void
}

const Marks = ({ item, people }: Pick<CardProps, 'item' | 'people'>) => {
  const { t } = useTranslation('characters')
  return (
    <span className="pointer-events-none absolute inset-x-1.5 bottom-1.5 flex items-end gap-1">
      {item.importance !== 'supporting' && (
        <Badge tone={item.importance === 'lead' ? 'accent' : 'plain'}>{t(item.importance)}</Badge>
      )}
      <Badge>{t('tierOf', { tier: t(item.tier) })}</Badge>
      <span className="flex-1" />
      {people.length > 0 && <Faces people={people} most={3} />}
    </span>
  )
}

/** A character in the gallery: the face first, then who it is. */
export const Card = memo(
  ({ item, projectId, place, active, selected, selecting, people, onSelect, onActive }: CardProps) => {
    const { t } = useTranslation('characters')
    return (
      <div className={cn('group relative rounded-md', selected && 'outline-2 outline-accent outline-offset-2')}>
        <Link
          to={at(projectId, 'characters', item.id)}
          data-place={place}
          tabIndex={active ? 0 : -1}
          onFocus={() => onActive(place)}
          onClick={(event) => {
            if (!selecting && !event.shiftKey) return
            event.preventDefault() // while some are selected a click selects
            onSelect(place, event.shiftKey)
          }}
          className="block overflow-hidden rounded-md bg-surface"
        >
          <span className="relative block">
            <Portrait id={item.id} name={item.name} src={item.thumbnail_url} edge={200} />
            <Marks item={item} people={people} />
          </span>
          <span className="block h-11 px-2 py-1">
            <span className="block truncate font-medium">{item.name}</span>
            <span className="block truncate text-[12px] text-muted">{item.tags.join(' · ')}</span>
          </span>
        </Link>
        <button
          type="button"
          aria-pressed={selected}
          aria-label={t('select', { name: item.name })}
          tabIndex={-1}
          onClick={(event) => onSelect(place, event.shiftKey)}
          className={cn(
            'absolute top-1.5 left-1.5 grid size-6 place-items-center rounded border border-line-strong bg-ground/80',
            selected
              ? 'border-accent bg-accent text-accent-ink'
              : 'opacity-0 focus-visible:opacity-100 group-hover:opacity-100',
            selecting && 'opacity-100',
          )}
        >
          {selected && <Check className="size-4" />}
        </button>
      </div>
    )
  },
)
Card.displayName = 'Card'
