import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getScreenplayQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import { linkScreenplay } from '@/api/generated/sdk.gen'
import type { ScreenplayOut, ScriptLinksIn } from '@/api/generated/types.gen'
import { tell, tellFailure } from '@/ui/toast'

type Links = Omit<Required<ScriptLinksIn>, 'version'>

/** What a name of the script is made to be. */
export type Who = { character: string | null } | { same: string } | 'nobody' | 'reader'

const without = <Value>(record: Record<string, Value>, name: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))

/** The links with one name made to be somebody else; what was said of it before no longer holds. */
export const linked = (links: Links, name: string, who: Who): Links => {
  const rest: Links = {
    ...links,
    characters: without(links.characters, name),
    same: without(links.same, name),
    not_characters: links.not_characters.filter((each) => each !== name),
  }
  if (who === 'reader') return rest
  if (who === 'nobody') return { ...rest, not_characters: [...rest.not_characters, name] }
  if ('same' in who) return { ...rest, same: { ...rest.same, [name]: who.same } }
  return { ...rest, characters: { ...rest.characters, [name]: who.character } }
}

/** The names that people said are one with this one. */
export const sameAs = (links: Pick<Links, 'same'>, name: string): string[] =>
  Object.keys(links.same).filter((each) => {
    let to = links.same[each]
    for (let steps = 0; to !== undefined && to !== name && steps < 100; steps++) to = links.same[to]
    return to === name
  })

interface Correction {
  name: string
  links: Links
  version: number
  /** What held before, to go back to; none where this goes back already. */
  before?: Links
}

/** Corrects who is who in a script, with the way back; read again where the server refuses. */
export const useLinks = (script: ScreenplayOut) => {
  const { t } = useTranslation('script')
  const queries = useQueryClient()
  const path = { screenplay_id: script.id }
  const queryKey = getScreenplayQueryKey({ path })
  const save = useMutation({
    mutationFn: async ({ links, version }: Correction) =>
      (await linkScreenplay({ path, body: { ...links, version }, throwOnError: true })).data,
    onSuccess: (found, { name, before }) => {
      queries.setQueryData(queryKey, found)
      if (!before) return
      const run = () => save.mutate({ name, links: before, version: found.version })
      tell(t('corrected', { name }), { undo: { label: t('undo'), run }, id: `links ${script.id}` })
    },
    onError: (error) => {
      tellFailure(error)
      void queries.invalidateQueries({ queryKey })
    },
  })
  const put = (name: string, links: Links) =>
    save.mutate({ name, links, version: script.version, before: script.links })
  return {
    busy: save.isPending,
    who: (name: string, who: Who) => put(name, linked(script.links, name, who)),
    /** Who was just made of this name is told already. */
    made: (name: string, character: string) =>
      save.mutate({ name, links: linked(script.links, name, { character }), version: script.version }),
    place: (name: string, environment: string | null) =>
      put(name, { ...script.links, places: { ...script.links.places, [name]: environment } }),
  }
}
