import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { refresh } from '@/realtime/freshness'
import { tell, tellFailure } from '@/ui/toast'
import { fileName, makeDefinition, parseDefinition, readDefinition } from './definition'
import { type Entry, restore } from './shelves'

const download = (name: string, text: string) => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}

/** Bring over, export, import, restore. */
export const useDefinitions = () => {
  const { t } = useTranslation('library')
  const queries = useQueryClient()
  const after = (kind: string) => refresh(queries, [{ kind: `${kind}.changed` }])
  const bring = useMutation({
    mutationFn: async ({ kind, id }: Entry) => makeDefinition(await readDefinition(kind, id)),
    onError: tellFailure,
    onSuccess: (_made, { kind, name }) => {
      tell(t('brought', { name }), { description: t('broughtHelp') })
      after(kind)
    },
  })
  const keep = useMutation({
    mutationFn: ({ kind, id }: Entry) => readDefinition(kind, id),
    onError: tellFailure,
    onSuccess: (found) => {
      download(fileName(found), JSON.stringify(found, null, 1))
      tell(t('exported', { name: found.name }))
    },
  })
  const take = useMutation({
    mutationFn: async (file: File) => {
      const found = parseDefinition(await file.text())
      if (!found) {
        tell(t('noDefinition', { file: file.name }), { description: t('noDefinitionHelp') })
        return null
      }
      await makeDefinition(found)
      return found
    },
    onError: tellFailure,
    onSuccess: (found) => {
      if (!found) return
      tell(t('brought', { name: found.name }))
      after(found.kind)
    },
  })
  const back = useMutation({
    mutationFn: restore,
    onError: tellFailure,
    onSuccess: (_row, entry) => {
      tell(t('restored', { name: (entry as Entry).name }))
      after(entry.kind)
    },
  })
  return {
    busy: bring.isPending || take.isPending || back.isPending,
    bring: (entry: Entry) => bring.mutate(entry),
    keep: (entry: Entry) => keep.mutate(entry),
    take: (files: Iterable<File>) => {
      for (const file of files) take.mutate(file)
    },
    back: (entry: Entry) => back.mutate(entry),
  }
}

export type Definitions = ReturnType<typeof useDefinitions>
