import { Plus, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button'
import { Input } from './field'
import { PageHead } from './page-head'
import { EmptyState, Loaded, Skeleton } from './states'

/** Pages of a list, as TanStack's infinite queries have them. */
interface Pages {
  data: unknown
  error: unknown
  refetch: () => unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

interface GalleryProps<Item> {
  title: string
  count: string
  /** What the search box is for. */
  searching: string
  search: string
  onSearch: (words: string) => void
  /** What making one is called; `why` not, for whom may not. */
  make: string
  why?: string | undefined
  /** Not where nothing is made: in the bin. */
  onMake?: () => void
  /** What else is at the head: other views of the same list. */
  tools?: ReactNode
  /** What is said, and shown, where there is nothing yet: the first step. */
  empty: { icon: ReactNode; title: string; help: string }
  query: Pages
  items: readonly Item[]
  children: (item: Item) => ReactNode
}

/** The things of a kind as cards, with a search, the way to make one, and more at the end. */
export const Gallery = <Item extends { id: string }>(props: GalleryProps<Item>) => {
  const { title, count, searching, search, onSearch, make, why, onMake, tools, empty, query, items, children } = props
  const { t } = useTranslation('ui')
  const button = onMake && (
    <Button look="primary" why={why} onClick={onMake}>
      <Plus />
      {make}
    </Button>
  )
  const nothing = search ? (
    <EmptyState icon={<Search />} title={t('nothingFound')}>
      {t('nothingFoundHelp')}
    </EmptyState>
  ) : (
    <EmptyState icon={empty.icon} title={empty.title} action={button}>
      {empty.help}
    </EmptyState>
  )
  return (
    <>
      <PageHead title={title} told={query.data !== undefined && count}>
        <Input
          aria-label={searching}
          placeholder={searching}
          type="search"
          value={search}
          onChange={({ target }) => onSearch(target.value)}
          className="w-48"
        />
        {tools}
        {button}
      </PageHead>
      <Loaded query={query} skeleton={<Skeleton className="m-4 h-48" />}>
        {() =>
          items.length === 0 ? (
            nothing
          ) : (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] gap-4 p-4">
              {items.map((item) => (
                <li key={item.id}>{children(item)}</li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <Button className="m-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
