import { useMutation, useQuery } from '@tanstack/react-query'
import { ArrowLeft, History as HistoryIcon, MoreHorizontal, PanelLeft, Pencil, Trash2 } from 'lucide-react'
import { lazy, Suspense, useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import {
  deleteCanvasMutation,
  getCanvasOptions,
  restoreCanvasMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { CanvasOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { History } from '@/features/versions/history'
import { useCommand } from '@/lib/commands'
import { at, useProjectId } from '@/lib/project'
import { type Shared, useDocument, useField } from '@/realtime/document'
import { useHere, useOthersAt } from '@/realtime/presence'
import { KeepingSign, SharedText } from '@/realtime/shared-text'
import { buttonClasses, IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Faces } from '@/ui/faces'
import { Menu, MenuItem, MenuLine } from '@/ui/menu'
import { PageHead } from '@/ui/page-head'
import { Loaded, Skeleton } from '@/ui/states'
import { tell, tellFailure } from '@/ui/toast'

const Surface = lazy(() => import('./surface').then(({ Surface }) => ({ default: Surface })))

const NARROW = matchMedia('(max-width: 639px)')
const useNarrow = () =>
  useSyncExternalStore(
    (changed) => {
      NARROW.addEventListener('change', changed)
      return () => NARROW.removeEventListener('change', changed)
    },
    () => NARROW.matches,
  )

const usePutAway = ({ id, name }: CanvasOut) => {
  const { t } = useTranslation('canvas')
  const projectId = useProjectId()
  const go = useNavigate()
  const options = { path: { canvas_id: id } }
  const restore = useMutation({
    ...restoreCanvasMutation(),
    onError: tellFailure,
    onSuccess: () => go(at(projectId, 'canvas', id)),
  })
  const remove = useMutation({
    ...deleteCanvasMutation(),
    onError: tellFailure,
    onSuccess: () => {
      tell(t('away', { name }), { undo: { label: t('undo'), run: () => restore.mutate(options) } })
      void go(at(projectId, 'canvas'))
    },
  })
  return () => remove.mutate(options)
}

const Rename = ({ shared, onClose }: { shared: Shared; onClose: () => void }) => {
  const { t } = useTranslation('canvas')
  return (
    <Dialog open onClose={onClose} title={t('rename')}>
      <div className="flex flex-col gap-3">
        <SharedText shared={shared} field="name" label={t('name')} maxLength={200} />
        <SharedText shared={shared} field="description" label={t('description')} lines maxLength={5000} />
      </div>
    </Dialog>
  )
}

interface MoreProps {
  found: CanvasOut
  why: string | undefined
  onRename: () => void
  onVersions: () => void
}

const More = ({ found, why, onRename, onVersions }: MoreProps) => {
  const { t } = useTranslation('canvas')
  const putAway = usePutAway(found)
  return (
    <Menu
      trigger={
        <IconButton label={t('actions')}>
          <MoreHorizontal />
        </IconButton>
      }
    >
      <MenuItem icon={<Pencil />} keys="f2" why={why} onSelect={onRename}>
        {t('rename')}
      </MenuItem>
      <MenuItem icon={<HistoryIcon />} onSelect={onVersions}>
        {t('versions')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Trash2 />} danger why={why} onSelect={putAway}>
        {t('putAway')}
      </MenuItem>
    </Menu>
  )
}

const Page = ({ found }: { found: CanvasOut }) => {
  const { t } = useTranslation('canvas')
  const projectId = useProjectId()
  const { may, why } = useMay('edit')
  const narrow = useNarrow()
  const shared = useDocument('canvas', found.id, projectId)
  const name = useField<string>(shared.fields, 'name') || found.name
  const [dialog, setDialog] = useState<'rename' | 'versions' | null>(null)
  const [tray, setTray] = useState(true)
  useHere({ page: at(projectId, 'canvas', found.id), canvas: found.id })
  const others = useOthersAt({ canvas: found.id })
  const rename = useCallback(() => may && setDialog('rename'), [may])
  useCommand({ id: 'canvas-rename', title: t('rename'), group: t('group'), keys: 'f2', run: rename })
  const editable = may && shared.ready
  const toggleTray = useCallback(() => setTray((shown) => !shown), [])
  const told = useMemo(() => why ?? <KeepingSign shared={shared} />, [why, shared])
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHead title={name} told={told}>
        <Faces people={others} />
        {editable && !narrow && (
          <IconButton label={tray ? t('trayHide') : t('trayShow')} keys="t" pressed={tray} onClick={toggleTray}>
            <PanelLeft />
          </IconButton>
        )}
        <Link to={at(projectId, 'canvas')} className={buttonClasses({ look: 'quiet' })}>
          <ArrowLeft />
          <span className="max-sm:sr-only">{t('back')}</span>
        </Link>
        <More found={found} why={why} onRename={rename} onVersions={() => setDialog('versions')} />
      </PageHead>
      <div className="flex min-h-0 flex-1">
        <Suspense fallback={<Skeleton className="m-4 flex-1" />}>
          <Surface
            shared={shared}
            name={name}
            editable={editable}
            narrow={narrow}
            tray={tray && !narrow}
            onTray={toggleTray}
          />
        </Suspense>
      </div>
      {dialog === 'rename' && <Rename shared={shared} onClose={() => setDialog(null)} />}
      <Dialog open={dialog === 'versions'} onClose={() => setDialog(null)} title={t('versions')} side>
        <History target={{ kind: 'canvas', id: found.id }} readOnly={!may} />
      </Dialog>
    </div>
  )
}

/** A canvas: who is in the film, how it looks and what follows what, laid out by several people at once. */
export const Component = () => {
  const { canvasId = '' } = useParams()
  const query = useQuery(getCanvasOptions({ path: { canvas_id: canvasId } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 flex-1" />}>
      {(found) => <Page key={found.id} found={found} />}
    </Loaded>
  )
}
