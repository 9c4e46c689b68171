import { cn } from '@/lib/cn'
import { Tooltip } from './tooltip'

/** The first letters of the first two words. */
export const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('')

/** A hue in degrees that is the same for an id everywhere. */
export const hueOf = (id: string) => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)

/** The colour that somebody has everywhere: ring, cursor, stroke. */
export const personColor = (id: string) => `oklch(0.78 0.12 ${hueOf(id)})`

/** Who is here, as initials in their colours. */
export const Faces = ({
  people,
  most = 5,
  className,
}: {
  people: { id: string; name: string; tab?: string }[]
  most?: number
  className?: string
}) => (
  <ul className={cn('flex -space-x-1.5', className)}>
    {people.slice(0, most).map((person) => (
      <li key={person.tab ?? person.id}>
        <Tooltip text={person.name}>
          <span
            role="img"
            aria-label={person.name}
            style={{ background: personColor(person.id) }}
            className="grid size-6 place-items-center rounded-full border-2 border-surface font-semibold text-[10px] text-black"
          >
            {initials(person.name)}
          </span>
        </Tooltip>
      </li>
    ))}
    {people.length > most && (
      <li className="grid size-6 place-items-center rounded-full border-2 border-surface bg-raised text-[10px]">
        +{people.length - most}
      </li>
    )}
  </ul>
)
