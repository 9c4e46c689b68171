import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getScreenplayQueryKey, linkScreenplayMutation } from '@/api/generated/@tanstack/react-query.gen'
import type { ScreenplayOut, ScriptLinksIn } from '@/api/generated/types.gen'
import { tellFailure } from '@/ui/toast'

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

/** Corrects who is who in a script; seen at once, taken back where the server refuses. */
export const useLinks = (script: ScreenplayOut) => {
  const queries = useQueryClient()
  const path = { screenplay_id: script.id }
  const queryKey = getScreenplayQueryKey({ path })
  const save = useMutation({
    ...linkScreenplayMutation(),
    onSuccess: (found) => queries.setQueryData(queryKey, found),
    onError: (error) => {
      tellFailure(error)
      void queries.invalidateQueries({ queryKey })
    },
  })
  const put = (links: Links) => save.mutate({ path, body: { ...links, version: script.version } })
  return {
    busy: save.isPending,
    who: (name: string, who: Who) => put(linked(script.links, name, who)),
    place: (name: string, environment: string | null) =>
      put({ ...script.links, places: { ...script.links.places, [name]: environment } }),
  }
}
