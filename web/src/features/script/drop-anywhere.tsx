import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMatch } from 'react-router'
import { getScreenplayQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import type { ScreenplayOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { tell } from '@/ui/toast'
import { sorted } from './dropped'
import { useFileDrop } from './use-file-drop'
import { useImport } from './use-import'

const CreateDialog = lazy(() =>
  import('@/features/characters/create-dialog').then(({ CreateDialog }) => ({ default: CreateDialog })),
)

/** Photographs of somebody who is not defined yet, and the script in which they may play. */
interface Newcomer {
  files: File[]
  script: ScreenplayOut | null
  /** Whether to stay here when they are made: a script is open, or another waits. */
  stay: boolean
}

/** The script whose page is open. */
const useOpenScript = () => {
  const queries = useQueryClient()
  const screenplay_id = useMatch('/p/:projectId/script/:screenplayId')?.params.screenplayId
  return () =>
    screenplay_id
      ? (queries.getQueryData<ScreenplayOut>(getScreenplayQueryKey({ path: { screenplay_id } })) ?? null)
      : null
}

const useTaking = () => {
  const { t } = useTranslation('script')
  const { busy, file } = useImport()
  const { why } = useMay('edit')
  const opened = useOpenScript()
  const among = useMatch('/p/:projectId/characters') !== null
  const [newcomers, setNewcomers] = useState<Newcomer[]>([])
  const take = async (files: File[]) => {
    if (why) return void tell(why)
    const { scripts, people, others } = sorted(files, among)
    for (const { name } of others) tell(t('notTaken', { name }))
    let script = opened()
    for (const each of scripts) script = (await file(each)) ?? script // one after the other: drafts of one title
    const added = people.map((files, at) => ({ files, script, stay: script !== null || at < people.length - 1 }))
    setNewcomers((now) => [...now, ...added])
  }
  return { busy, newcomers, take, shift: () => setNewcomers(([, ...rest]) => rest) }
}

const STAY = () => undefined // the script knows them by their name, by the event of their making

/** Scripts and photographs may be dropped on any page, in any mix: scripts are read, people are made of photographs. */
export const DropAnywhere = () => {
  const { t } = useTranslation('script')
  const { busy, newcomers, take, shift } = useTaking()
  const over = useFileDrop((files) => void take(files))
  const [newcomer] = newcomers
  const script = newcomer?.script
  return (
    <>
      {(over || busy) && (
        <div
          role="status"
          className="pointer-events-none fixed inset-x-0 bottom-6 z-50 mx-auto w-fit max-w-[calc(100vw-1.5rem)] rounded-lg border border-accent bg-raised px-5 py-3 shadow-2xl"
        >
          {busy ? t('reading') : t('letGo')}
        </div>
      )}
      {newcomer && (
        <Suspense>
          <CreateDialog
            key={newcomer.files[0]?.name}
            files={newcomer.files}
            names={script?.cast.filter(({ character_id }) => !character_id).map(({ name }) => name)}
            onClose={shift}
            onMade={newcomer.stay ? STAY : undefined}
          />
        </Suspense>
      )}
    </>
  )
}
