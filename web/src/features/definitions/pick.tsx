import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  listCharactersInfiniteOptions,
  listEnvironmentsInfiniteOptions,
  listStylesInfiniteOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import { useLater } from '@/lib/use-later'
import { type Choice, SearchSelect, type SearchSelectProps } from '@/ui/search-select'

type Kind = 'character' | 'environment' | 'style'

const PAGE = 50
const PAUSE = 200 // ms after the last letter

/** What the project has of a kind, page by page, by words that it is called, tagged or described with. */
const useFound = (kind: Kind, search: string, open: boolean) => {
  const query = { search, limit: PAGE }
  const paged = {
    initialPageParam: {},
    getNextPageParam: ({ next }: { next: string | null }) => next,
    placeholderData: keepPreviousData,
  }
  const enabled = (one: Kind) => open && kind === one
  const characters = useInfiniteQuery({
    ...listCharactersInfiniteOptions({ query }),
    ...paged,
    enabled: enabled('character'),
    select: ({ pages }) =>
      pages.flatMap(({ characters }) => characters.map((c) => ({ id: c.id, name: c.name, picture: c.thumbnail_url }))),
  })
  const environments = useInfiniteQuery({
    ...listEnvironmentsInfiniteOptions({ query }),
    ...paged,
    enabled: enabled('environment'),
    select: ({ pages }) =>
      pages.flatMap(({ environments }) =>
        environments.map((e) => ({ id: e.id, name: e.name, picture: e.thumbnail_url })),
      ),
  })
  const styles = useInfiniteQuery({
    ...listStylesInfiniteOptions({ query }),
    ...paged,
    enabled: enabled('style'),
    select: ({ pages }) => pages.flatMap(({ styles }) => styles.map(({ id, name }) => ({ id, name }))),
  })
  return { character: characters, environment: environments, style: styles }[kind]
}

/** As the list under it, less what the search gives it. */
type Shown = Omit<SearchSelectProps, 'choices' | 'onChoose' | 'onSearch' | 'onOpen' | 'onMore' | 'busy'>

interface PickProps extends Shown {
  kind: Kind
  onPick: (choice: Choice) => void
  /** What can be chosen besides what the project has; it stands first. */
  besides?: readonly Choice[]
  /** Whom or what it must not be. */
  not?: string
}

const NONE: readonly Choice[] = []

/** One of the project's characters, environments or styles, however many there are: the server searches, page by page. */
export const Pick = ({ kind, onPick, besides = NONE, not, ...rest }: PickProps) => {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const search = useLater(text.trim(), PAUSE)
  const found = useFound(kind, search, open)
  const has = ({ name }: Choice) => name.toLowerCase().includes(text.trim().toLowerCase())
  // while the server still searches, what it found before counts only by its name: Enter takes no other
  const settled = search === text.trim() && !found.isPlaceholderData
  const choices = [
    ...besides.filter(has),
    ...(found.data ?? []).filter((one) => one.id !== not && (settled || has(one))),
  ]
  return (
    <SearchSelect
      {...rest}
      choices={choices}
      busy={found.isFetching}
      onChoose={onPick}
      onSearch={setText}
      onOpen={setOpen}
      onMore={() => found.hasNextPage && !found.isFetchingNextPage && void found.fetchNextPage()}
    />
  )
}
