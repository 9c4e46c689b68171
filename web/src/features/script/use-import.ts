import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import {
  importDraftMutation,
  importScreenplayMutation,
  listScreenplaysQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import type { ScreenplayOut } from '@/api/generated/types.gen'
import { at, useProjectId } from '@/lib/project'
import { tell, tellFailure } from '@/ui/toast'

const SCRIPT = /\.(fountain|fdx|txt|md|spmd)$/i

/** Whether a dropped file may be a script; pictures are for the page beneath. */
export const isScript = ({ name, type }: Pick<File, 'name' | 'type'>) => SCRIPT.test(name) || type === 'text/plain'

/** Reads a script into the project, or as a new draft of one, and goes there. */
export const useImport = (parentId?: string) => {
  const { t } = useTranslation('script')
  const projectId = useProjectId()
  const go = useNavigate()
  const queries = useQueryClient()
  const onSuccess = async ({ id }: ScreenplayOut) => {
    await queries.invalidateQueries({ queryKey: listScreenplaysQueryKey() })
    void go(at(projectId, 'script', id))
  }
  const read = useMutation({ ...importScreenplayMutation(), onSuccess, onError: tellFailure })
  const draft = useMutation({ ...importDraftMutation(), onSuccess, onError: tellFailure })
  const text = (text: string, filename: string) => {
    const body = { text, filename }
    if (parentId) draft.mutate({ path: { screenplay_id: parentId }, body })
    else read.mutate({ body })
  }
  return {
    busy: read.isPending || draft.isPending,
    text,
    file: async (file: File) => {
      if (isScript(file)) text(await file.text(), file.name)
      else tell(t('notScript', { name: file.name }))
    },
  }
}
