import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { listCharactersInfiniteOptions } from '@/api/generated/@tanstack/react-query.gen'
import { getCharacter } from '@/api/generated/sdk.gen'
import type { CharacterItem, CharacterOut, CharacterPage } from '@/api/generated/types.gen'
import { onEvent } from '@/realtime/project'
import type { Importance, Tier } from './kinds'

type Pages = InfiniteData<CharacterPage>

const PAGE = 200 // the most that the server gives at once

const itemOf = (found: CharacterOut): CharacterItem => ({
  id: found.id,
  name: found.name,
  thumbnail_url: found.thumbnail,
  importance: found.importance,
  tier: found.tier,
  tags: found.tags,
  reference_count: found.references.length,
  created_at: found.created_at,
  updated_at: found.updated_at,
})

/** The pages without some characters. */
export const without = (pages: Pages, ids: ReadonlySet<string>): Pages => ({
  ...pages,
  pages: pages.pages.map((page) =>
    page.characters.some(({ id }) => ids.has(id))
      ? { ...page, characters: page.characters.filter(({ id }) => !ids.has(id)) }
      : page,
  ),
})

/** The pages with a character as it is now: in its place, or as the newest. */
export const withItem = (pages: Pages, item: CharacterItem): Pages => {
  let there = false
  const replaced = pages.pages.map((page) => {
    const at = page.characters.findIndex(({ id }) => id === item.id)
    if (at < 0) return page
    there = true
    return { ...page, characters: page.characters.with(at, item) }
  })
  const [first, ...rest] = replaced
  if (there || !first) return { ...pages, pages: replaced }
  return { ...pages, pages: [{ ...first, characters: [item, ...first.characters] }, ...rest] }
}

/** What is looked for: words, a whole tag, a tier, how much they matter. */
export interface Sought {
  search: string
  tag: string
  tier: Tier | undefined
  importance: Importance | undefined
}

/** Whether anything is looked for. */
export const isSought = ({ search, tag, tier, importance }: Sought) => Boolean(search || tag || tier || importance)

/**
 * The gallery's characters, page by page as somebody scrolls. Ten thousand of them are fifty pages, so what others
 * change is put into the pages that are there, one by one, instead of reading all of them again (freshness.ts).
 */
export const useGallery = ({ search, tag, tier, importance }: Sought) => {
  const queries = useQueryClient()
  const options = useMemo(
    () => listCharactersInfiniteOptions({ query: { search, tag, tier, importance, limit: PAGE } }),
    [search, tag, tier, importance],
  )
  const filtered = isSought({ search, tag, tier, importance })
  const { queryKey } = options
  const query = useInfiniteQuery({ ...options, initialPageParam: {}, getNextPageParam: ({ next }) => next })
  const change = useCallback(
    (changed: (pages: Pages) => Pages) => queries.setQueryData<Pages>(queryKey, (pages) => pages && changed(pages)),
    [queries, queryKey],
  )
  useEffect(
    () =>
      onEvent(({ kind, payload }) => {
        if (!kind.startsWith('character.')) return
        const id = String(payload.character_id)
        if (kind === 'character.deleted') return change((pages) => without(pages, new Set([id])))
        if (kind === 'character.restored') return void queries.invalidateQueries({ queryKey })
        if (kind === 'character.created' && filtered) return void queries.invalidateQueries({ queryKey })
        void getCharacter({ path: { character_id: id }, throwOnError: true }).then(
          ({ data }) => !data.deleted && change((pages) => withItem(pages, itemOf(data))),
          () => undefined, // it went meanwhile; its own event says so
        )
      }),
    [change, queries, queryKey, filtered],
  )
  const items = useMemo(() => query.data?.pages.flatMap(({ characters }) => characters) ?? [], [query.data])
  return { query, items, change }
}
