import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ChartSpline, Clapperboard, Repeat2 } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import {
  getGenerationOptions,
  getQualityReportOptions,
  getStoryboardOptions,
  listGenerationsOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import type { GenerationItem, GenerationOut, QualityReport } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { useOffer } from '@/lib/commands'
import { oneOf } from '@/lib/one-of'
import { at, useProjectId } from '@/lib/project'
import { scoreText } from '@/lib/score'
import { usePut } from '@/lib/use-put'
import { useHere } from '@/realtime/presence'
import { Badge } from '@/ui/badge'
import { Button, buttonClasses } from '@/ui/button'
import { Select } from '@/ui/field'
import { PageHead } from '@/ui/page-head'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { Tabs } from '@/ui/tabs'
import { Compare } from './compare'
import { OrderDialog } from './order-dialog'
import { Report } from './report'
import { Trends } from './trends'

const VIEWS = ['report', 'trends', 'compare'] as const
type View = (typeof VIEWS)[number]
const AT_WORK = ['queued', 'running', 'waiting']

const Back = ({ boardId }: { boardId: string }) => {
  const { t } = useTranslation('quality')
  return (
    <Link className={buttonClasses()} to={at(useProjectId(), 'storyboards', boardId)}>
      <ArrowLeft />
      {t('board')}
    </Link>
  )
}

/** Ways on from here: clips of all shots, and another iteration. */
const Orders = ({ generation }: { generation: GenerationOut }) => {
  const { t } = useTranslation('quality')
  const [, put] = usePut()
  const { why } = useMay('edit')
  const [ordering, setOrdering] = useState<'here' | 'anew' | null>(null)
  useOffer(
    useMemo(() => {
      const group = t('group')
      return [
        { id: 'clips-of-all', title: t('orderAll'), group, keys: 'o', run: () => setOrdering('here') },
        { id: 'begin-iteration', title: t('begin'), group, keys: 'n', run: () => setOrdering('anew') },
      ]
    }, [t]),
  )
  return (
    <>
      <Button why={why} onClick={() => setOrdering('here')}>
        <Clapperboard />
        {t('orderAll')}
      </Button>
      <Button why={why} look="primary" onClick={() => setOrdering('anew')}>
        <Repeat2 />
        {t('begin')}
      </Button>
      {ordering && !why && (
        <OrderDialog
          generation={generation}
          anew={ordering === 'anew'}
          onClose={() => setOrdering(null)}
          onOrdered={(id) => {
            setOrdering(null)
            put({ generation: id, with: null, scene: null })
          }}
        />
      )}
    </>
  )
}

const Head = ({
  boardId,
  generation,
  every,
}: {
  boardId: string
  generation: GenerationOut
  every: GenerationItem[]
}) => {
  const { t } = useTranslation('quality')
  const [, put] = usePut()
  const { data: board } = useQuery(getStoryboardOptions({ path: { storyboard_id: boardId } }))
  const scenes = t('scenes', { count: generation.scenes.length })
  return (
    <PageHead
      title={board ? t('title', { title: board.title }) : t('plain')}
      told={t('told', { number: generation.number, scenes })}
    >
      {AT_WORK.includes(generation.state) && <Badge tone="accent">{t('atWork')}</Badge>}
      <Select
        aria-label={t('iteration')}
        value={generation.id}
        onChange={({ target }) => put({ generation: target.value, with: null, scene: null })}
        className="w-44"
      >
        {every.map(({ id, number, overall }) => (
          <option key={id} value={id}>
            {t('iterationNumber', { number })} · {scoreText(overall)}
          </option>
        ))}
      </Select>
      <Orders generation={generation} />
      <Back boardId={boardId} />
    </PageHead>
  )
}

const Page = ({
  report,
  generation,
  every,
}: {
  report: QualityReport
  generation: GenerationOut
  every: GenerationItem[]
}) => {
  const { t } = useTranslation('quality')
  const [params, put] = usePut()
  const view = oneOf(VIEWS, params.get('view'))
  const boardId = generation.storyboard_id
  useHere({ board: boardId, generation: generation.id, view })
  const views: Record<View, () => ReactNode> = {
    report: () => <Report report={report} generation={generation} />,
    trends: () => <Trends generation={generation} />,
    compare: () => <Compare generation={generation} others={every} />,
  }
  return (
    <>
      <Head boardId={boardId} generation={generation} every={every} />
      {generation.stopped && (
        <p role="status" className="border-retake border-b px-4 py-2 text-retake">
          {t('stopped', { why: generation.stopped })}
        </p>
      )}
      <Tabs
        label={t('view')}
        tabs={VIEWS.map((name) => ({ name, title: t(`views.${name}`) }))}
        current={view}
        onChange={(name) => put({ view: name === 'report' ? null : name })}
      >
        {views[view]()}
      </Tabs>
    </>
  )
}

const Nothing = ({ boardId }: { boardId: string }) => {
  const { t } = useTranslation('quality')
  return (
    <>
      <PageHead title={t('plain')}>
        <Back boardId={boardId} />
      </PageHead>
      <EmptyState
        icon={<ChartSpline />}
        title={t('empty')}
        action={
          <Link className={buttonClasses({ look: 'primary' })} to={at(useProjectId(), 'storyboards', boardId)}>
            {t('toBoard')}
          </Link>
        }
      >
        {t('emptyHelp')}
      </EmptyState>
    </>
  )
}

/** Asks for the report and the generation it is of. */
const OfGeneration = ({ id, every }: { id: string; every: GenerationItem[] }) => {
  const path = { path: { generation_id: id } }
  const generation = useQuery(getGenerationOptions(path))
  const report = useQuery(getQualityReportOptions(path))
  return (
    <Loaded query={generation} skeleton={<Skeleton className="m-4 h-96" />}>
      {(found) => (
        <Loaded query={report} skeleton={<Skeleton className="m-4 h-96" />}>
          {(measured) => <Page report={measured} generation={found} every={every} />}
        </Loaded>
      )}
    </Loaded>
  )
}

/** What a board's clips came to: report, trends, and iterations compared. The newest one without a choice. */
export const Component = () => {
  const { t } = useTranslation('quality')
  const { storyboardId = '' } = useParams()
  const [params] = usePut()
  const query = useQuery(listGenerationsOptions({ query: { storyboard_id: storyboardId, limit: 200 } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-96" />}>
      {({ generations, next }) => {
        const id = generations.find((each) => each.id === params.get('generation'))?.id ?? generations[0]?.id
        if (!id) return <Nothing boardId={storyboardId} />
        return (
          <>
            <OfGeneration id={id} every={generations} />
            {next && <p className="px-4 pb-4 text-muted">{t('older', { count: generations.length })}</p>}
          </>
        )
      }}
    </Loaded>
  )
}
