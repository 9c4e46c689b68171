import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changeReferences, listCharacterVersions, rollBackCharacter } from '@/api/generated/sdk.gen'
import type { CharacterOut } from '@/api/generated/types.gen'
import { refresh } from '@/realtime/freshness'
import { tell, tellFailure } from '@/ui/toast'

const base64Of = (file: File) =>
  new Promise<string>((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => failed(reader.error)
    reader.readAsDataURL(file)
  })

/** Give a character other reference pictures; undo goes back to the version before. */
export const useReferences = (character: CharacterOut) => {
  const { t } = useTranslation('characters')
  const queries = useQueryClient()
  const path = { character_id: character.id }
  const settled = () => refresh(queries, [{ kind: 'character.changed' }])
  const back = useMutation({
    mutationFn: (number: number) => rollBackCharacter({ path, body: { number }, throwOnError: true }),
    onSuccess: () => tell(t('referencesBack')),
    onError: tellFailure,
    onSettled: settled,
  })
  return useMutation({
    mutationFn: async ({ keep, files = [] }: { keep: string[]; files?: File[] }) => {
      const { data } = await listCharacterVersions({ path, query: { limit: 1 }, throwOnError: true })
      const images = await Promise.all(files.map(base64Of))
      await changeReferences({ path, body: { keep, images, version: character.version }, throwOnError: true })
      return data.versions[0]?.number
    },
    onSuccess: (before) =>
      tell(t('referencesChanged'), {
        undo: before === undefined ? undefined : { label: t('undo'), run: () => back.mutate(before) },
      }),
    onError: tellFailure,
    onSettled: settled,
  })
}
