import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import {
  dropScriptMutation,
  importDraftMutation,
  listScreenplaysQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import type { ImportScreenplayData, ScreenplayOut } from '@/api/generated/types.gen'
import { isScript } from '@/lib/files'
import { at, useProjectId } from '@/lib/project'
import { asForm } from '@/lib/upload'
import { tell, tellFailure } from '@/ui/toast'

type Body = ImportScreenplayData['body']

/** What is typed in a dialog is not lost because a script was read behind it. */
const busyElsewhere = () => document.querySelector('[role="dialog"]') !== null

/** Where a script is shown: a new draft by what it changed. */
const pathOf = (projectId: string, { id, parent_id }: ScreenplayOut) =>
  at(projectId, 'script', id) + (parent_id ? '?tab=drafts' : '')

/** Reads a script and goes there: as a new draft of `parentId`, else of the script that has its title, else by itself. */
export const useImport = (parentId?: string) => {
  const { t } = useTranslation('script')
  const projectId = useProjectId()
  const go = useNavigate()
  const queries = useQueryClient()
  const arrived = async (script: ScreenplayOut) => {
    await queries.invalidateQueries({ queryKey: listScreenplaysQueryKey() })
    const path = pathOf(projectId, script)
    if (busyElsewhere())
      return void tell(t('readBehind', script), { undo: { label: t('openIt'), run: () => void go(path) } })
    if (script.parent_id && !parentId) tell(t('asDraft', script))
    void go(path)
  }
  const read = useMutation({ ...dropScriptMutation(), onSuccess: arrived, onError: tellFailure })
  const draft = useMutation({ ...importDraftMutation(), onSuccess: arrived, onError: tellFailure })
  const send = (options: { body: Body }) =>
    parentId ? draft.mutateAsync({ path: { screenplay_id: parentId }, ...options }) : read.mutateAsync(options)
  return {
    busy: read.isPending || draft.isPending,
    text: (text: string) => void send({ body: { text } }).catch(() => undefined), // told already
    /** The script that was read; null where the file is none, which is told. As bytes: the server knows encodings. */
    file: async (file: File): Promise<ScreenplayOut | null> => {
      if (isScript(file)) return send({ body: { file } as unknown as Body, ...asForm }).catch(() => null)
      tell(t('notScript', { name: file.name }))
      return null
    },
  }
}
