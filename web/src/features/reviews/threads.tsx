import { MessageSquare } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteOut } from '@/api/generated/types.gen'
import { Button } from '@/ui/button'
import { Select } from '@/ui/field'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { Thread } from './thread'
import type { Scope, Show, useNotes } from './use-notes'

const SHOWS: Show[] = ['open', 'done', 'all']

interface ThreadsProps {
  found: ReturnType<typeof useNotes>
  scope: Scope
  show: Show
  onShow: (show: Show) => void
  /** Note id → the number that stands on the picture. */
  numbers: Map<string, number>
  selected: string | null
  onSelect: (id: string | null) => void
  readOnly?: boolean
  withPicture?: boolean
}

const Waiting = () => (
  <div className="flex flex-col gap-3 p-3">
    <Skeleton className="h-14" />
    <Skeleton className="h-14" />
  </div>
)

const Nothing = ({ show, withPicture, readOnly }: Pick<ThreadsProps, 'show' | 'withPicture' | 'readOnly'>) => {
  const { t } = useTranslation('reviews')
  if (show === 'done')
    return <p className="p-6 text-center text-muted">{t('nothingHere', { show: t('done').toLowerCase() })}</p>
  return (
    <EmptyState icon={<MessageSquare />} title={t('nothing')}>
      {!readOnly && (withPicture ? t('nothingHelp') : t('nothingHelpPlain'))}
    </EmptyState>
  )
}

/** The threads on a thing: open ones unless others are asked for; the selected one is brought into view. */
export const Threads = (props: ThreadsProps) => {
  const { found, scope, show, onShow, numbers, selected, onSelect, readOnly, withPicture } = props
  const { t } = useTranslation('reviews')
  const { query, notes } = found
  useEffect(() => {
    if (selected) document.getElementById(`note-${selected}`)?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const rows = (all: NoteOut[]) =>
    all.length === 0 ? (
      <Nothing show={show} withPicture={withPicture} readOnly={readOnly} />
    ) : (
      <ul aria-label={t('notes')}>
        {all.map((note) => (
          <Thread
            key={note.id}
            note={note}
            number={numbers.get(note.id)}
            scope={scope}
            selected={note.id === selected}
            onSelect={() => onSelect(note.id === selected ? null : note.id)}
            readOnly={readOnly}
          />
        ))}
      </ul>
    )
  return (
    <section aria-label={t('notes')} className="flex flex-1 flex-col lg:min-h-48 lg:shrink-0 lg:basis-0">
      <header className="flex items-center gap-2 border-b px-3 py-2">
        <h2 className="flex-1 font-semibold">{t('notes')}</h2>
        <Select
          aria-label={t('show')}
          className="w-auto"
          value={show}
          onChange={(event) => onShow(event.target.value as Show)}
        >
          {SHOWS.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </Select>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <div className="flex-1 outline-offset-[-2px] lg:min-h-0 lg:overflow-y-auto" tabIndex={0}>
        <Loaded query={{ data: notes, error: query.error, refetch: query.refetch }} skeleton={<Waiting />}>
          {rows}
        </Loaded>
        {query.hasNextPage && (
          <Button
            look="quiet"
            className="m-3"
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('older')}
          </Button>
        )}
      </div>
    </section>
  )
}
