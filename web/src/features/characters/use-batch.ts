import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeCharacter, deleteCharacter, restoreCharacter } from '@/api/generated/sdk.gen'
import type { CharacterItem } from '@/api/generated/types.gen'
import { inBatches } from '@/lib/batches'
import { refresh } from '@/realtime/freshness'
import { tell, tellFailure } from '@/ui/toast'
import { type useGallery, without } from './use-gallery'

type Change = ReturnType<typeof useGallery>['change']

/** What can be done with several characters at once, each with its way back. */
export const useBatch = (change: Change) => {
  const { t } = useTranslation('characters')
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const each = async (items: CharacterItem[], run: (item: CharacterItem) => Promise<unknown>) => {
    setBusy(true)
    const failed = await inBatches(items, run)
    setBusy(false)
    refresh(queries, [{ kind: 'character.changed' }])
    if (failed.length === 1 && items.length === 1) tellFailure(failed[0]?.error)
    else if (failed.length > 0) tell(t('failedSome', { count: failed.length, all: items.length }))
    const lost = new Set(failed.map(({ item }) => item.id))
    return { done: items.filter(({ id }) => !lost.has(id)), failed: failed.map(({ item }) => item) }
  }
  const again = () => queries.invalidateQueries({ predicate: ({ queryKey: [key] }) => isGallery(key) })

  const restore = async (items: CharacterItem[]) => {
    const { done } = await each(items, ({ id }) => restoreCharacter({ path: { character_id: id }, throwOnError: true }))
    await again()
    if (done.length > 0) tell(t('restored', { count: done.length }))
  }
  const putAway = async (items: CharacterItem[]) => {
    change((pages) => without(pages, new Set(items.map(({ id }) => id))))
    const { done, failed } = await each(items, ({ id }) =>
      deleteCharacter({ path: { character_id: id }, throwOnError: true }),
    )
    if (failed.length > 0) await again()
    if (done.length > 0)
      tell(t('putAwayDone', { count: done.length, name: done[0]?.name ?? '' }), {
        description: t('putAwayHelp'),
        undo: { label: t('undo'), run: () => void restore(done) },
      })
  }
  const setTags = (items: CharacterItem[], tagsOf: (item: CharacterItem) => string[]) =>
    each(items, (item) =>
      changeCharacter({ path: { character_id: item.id }, body: { tags: tagsOf(item) }, throwOnError: true }),
    )
  const addTag = async (items: CharacterItem[], tag: string) => {
    const { done } = await setTags(items, (item) => [...new Set([...item.tags, tag])])
    if (done.length > 0)
      tell(t('tagAdded', { count: done.length, tag }), {
        undo: { label: t('undo'), run: () => void setTags(done, (item) => item.tags) },
      })
  }
  return { busy, putAway, addTag }
}

const isGallery = (key: unknown) =>
  typeof key === 'object' && key !== null && '_id' in key && key._id === 'listCharacters'
