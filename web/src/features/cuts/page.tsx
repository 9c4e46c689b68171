import { FileUp, History as HistoryIcon, Redo2, RefreshCw, Type, Undo2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { CutOut, ItemOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { History } from '@/features/versions/history'
import { at, useProjectId } from '@/lib/project'
import { usePut } from '@/lib/use-put'
import { useHere, useOthersAt } from '@/realtime/presence'
import { Button, buttonClasses, IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Faces } from '@/ui/faces'
import { PageHead } from '@/ui/page-head'
import { Loaded, Skeleton } from '@/ui/states'
import { tell } from '@/ui/toast'
import { ConformDialog } from './conform-dialog'
import { itemAt, without, withTitle } from './edit'
import { ExportMenu, Rendered, RenderMenu } from './exports'
import { Inspector } from './inspector'
import { LeftOut } from './left-out'
import { Monitor } from './monitor'
import { exactOf, timecodeOf } from './rates'
import { Sounds } from './sounds'
import { Timeline } from './timeline'
import { type Editing, useCut } from './use-cut'
import { type Films, playable, useFilms } from './use-films'
import { edgeFrom, useKeys } from './use-keys'
import { useTransport } from './use-transport'

const CARD = 3 // seconds of a new title card

const Tools = ({
  cut,
  editing,
  chosen,
  mayEdit,
  why,
}: {
  cut: CutOut
  editing: Editing
  chosen: string | null
  mayEdit: boolean
  why: string | undefined
}) => {
  const { t } = useTranslation('cuts')
  const { steps, undo, redo, refresh, arrange } = editing
  const [dialog, setDialog] = useState<'versions' | 'conform' | null>(null)
  const close = () => setDialog(null)
  const giveBack = () => editing.giveBack(() => tell(t('gaveBack')))
  return (
    <>
      <IconButton label={t('undo')} keys="mod+z" why={why} disabled={steps.back.length === 0} onClick={undo}>
        <Undo2 />
      </IconButton>
      <IconButton label={t('redo')} keys="mod+shift+z" why={why} disabled={steps.forth.length === 0} onClick={redo}>
        <Redo2 />
      </IconButton>
      <IconButton
        label={t('addTitle')}
        why={why}
        onClick={() => arrange(withTitle(cut.items, t('titleText'), Math.round(CARD * exactOf(cut.rate)), chosen))}
      >
        <Type />
      </IconButton>
      <IconButton
        label={t('refresh')}
        title={t('refreshHelp')}
        why={why}
        onClick={() => refresh(() => tell(t('refreshed')))}
      >
        <RefreshCw />
      </IconButton>
      <IconButton label={t('versions')} onClick={() => setDialog('versions')}>
        <HistoryIcon />
      </IconButton>
      <IconButton label={t('conform')} why={why} onClick={() => setDialog('conform')}>
        <FileUp />
      </IconButton>
      {cut.can_undo && mayEdit && <Button onClick={giveBack}>{t('undoConform')}</Button>}
      <ConformDialog
        cut={cut}
        open={dialog === 'conform'}
        onClose={close}
        onApply={(body) => editing.apply(body, () => tell(t('applied'), { undo: { label: t('undo'), run: giveBack } }))}
      />
      <Dialog open={dialog === 'versions'} onClose={close} title={t('versions')} side>
        <History target={{ kind: 'cut', id: cut.id }} readOnly={!mayEdit} />
      </Dialog>
    </>
  )
}

interface HeadProps {
  cut: CutOut
  editing: Editing
  films: Films
  chosen: string | null
  mayEdit: boolean
  why: string | undefined
}

const Head = ({ cut, editing, films, chosen, mayEdit, why }: HeadProps) => {
  const { t } = useTranslation('cuts')
  const projectId = useProjectId()
  const others = useOthersAt({ cut: cut.id })
  const { rate, width, height } = cut
  return (
    <PageHead title={cut.name} told={t('told', { length: timecodeOf(cut.length, rate), width, height, rate })}>
      <Faces people={others} />
      <Tools cut={cut} editing={editing} chosen={chosen} mayEdit={mayEdit} why={why} />
      <Link className={buttonClasses()} to={at(projectId, 'storyboards', cut.storyboard_id)}>
        {t('toBoard')}
      </Link>
      <ExportMenu cut={cut} />
      <RenderMenu films={films} why={why} />
    </PageHead>
  )
}

const Page = ({ cut, editing }: { cut: CutOut; editing: Editing }) => {
  const { t } = useTranslation('cuts')
  const { may: mayEdit, why } = useMay('edit')
  const [params, put] = usePut()
  const films = useFilms(cut.id)
  const transport = useTransport(cut.length, exactOf(cut.rate))
  const key = params.get('item')
  const chosen = cut.items.find((item) => item.key === key)
  const shown = chosen ?? itemAt(cut.items, transport.frame)
  const film = playable(films.films, cut.version)
  const [wantsFilm, setWantsFilm] = useState(true)
  useHere({ cut: cut.id, item: key ?? '' })
  const onChoose = useCallback((item: string) => put({ item }), [put])
  const onRemove = (item: ItemOut) => {
    editing.arrange(without(cut.items, item.key))
    tell(t('tookOut', { name: item.name }), { undo: { label: t('undo'), run: editing.undo } })
  }
  useKeys({ cut, chosen, editing, transport, mayEdit, onChoose, onRemove })
  return (
    <>
      <Head {...{ cut, editing, films, mayEdit, why }} chosen={key} />
      <div className="grid min-h-0 flex-1 max-lg:content-start lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Monitor
            cut={cut}
            transport={transport}
            filmId={film?.asset_id ?? null}
            playFilm={wantsFilm && Boolean(film)}
            onSource={setWantsFilm}
            onEdge={(direction) => transport.seek(edgeFrom(cut.items, transport.frame, direction))}
          />
          <Timeline
            cut={cut}
            transport={transport}
            chosen={key}
            mayEdit={mayEdit}
            onChoose={onChoose}
            onArrange={editing.arrange}
          />
        </div>
        <aside className="min-w-0 border-l max-lg:border-t max-lg:border-l-0">
          {shown && <Inspector cut={cut} item={shown} mayEdit={mayEdit} why={why} onArrange={editing.arrange} />}
          <LeftOut cut={cut} editing={editing} why={why} />
          <Sounds cut={cut} editing={editing} frame={transport.frame} mayEdit={mayEdit} why={why} />
          <Rendered cut={cut} films={films} mayEdit={mayEdit} />
        </aside>
      </div>
    </>
  )
}

/** A cut: played, trimmed, put in order, scored, rendered, given to an editor and taken back. */
export const Component = () => {
  const { cutId = '' } = useParams()
  const editing = useCut(cutId)
  return (
    <Loaded query={editing.query} skeleton={<Skeleton className="m-4 h-96" />}>
      {(cut) => <Page key={cut.id} cut={cut} editing={editing} />}
    </Loaded>
  )
}
