import { ArrowLeft, ChevronLeft, ChevronRight, ImageOff } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import type { PanelShot, TakeOut } from '@/api/generated/types.gen'
import { ReviewPanel } from '@/features/reviews/review-panel'
import { useMay } from '@/features/session/use-may'
import { useOffer } from '@/lib/commands'
import { oneOf } from '@/lib/one-of'
import { at, useProjectId } from '@/lib/project'
import { usePut } from '@/lib/use-put'
import { useHere, useOthersAt } from '@/realtime/presence'
import { Button, buttonClasses, IconButton } from '@/ui/button'
import { Faces } from '@/ui/faces'
import { PageHead } from '@/ui/page-head'
import { Picture } from '@/ui/picture'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { Tabs } from '@/ui/tabs'
import { RetakeForm } from './retake-form'
import { useIsMoved } from './stage/draft'
import { TakeFacts } from './take-facts'
import { TakeStrip } from './take-strip'
import { useCircle, useShot } from './use-shot'

// three.js and the compare slider come only where they are looked at
const StageEditor = lazy(() => import('./stage/stage-editor').then(({ StageEditor }) => ({ default: StageEditor })))
const Compare = lazy(() => import('@/ui/compare').then(({ Compare }) => ({ default: Compare })))

const Gallery = lazy(() => import('./heroes/gallery').then(({ Gallery }) => ({ default: Gallery })))
const Workspace = lazy(() => import('./clips/workspace').then(({ Workspace }) => ({ default: Workspace })))

const VIEWS = ['frame', 'takes', 'compare', 'stage', 'heroes', 'clips'] as const
type View = (typeof VIEWS)[number]

interface PageProps {
  shot: PanelShot
  takes: TakeOut[]
  previous?: PanelShot
  next?: PanelShot
}

const Head = ({ shot, previous, next }: Omit<PageProps, 'takes'>) => {
  const { t } = useTranslation('shots')
  const { t: said } = useTranslation('vocabulary')
  const projectId = useProjectId()
  const others = useOthersAt({ shot: shot.id })
  const go = useNavigate()
  const to = useCallback(
    (other: PanelShot | undefined) => () =>
      other && void go(at(projectId, 'storyboards', other.storyboard_id, 'shots', other.id)),
    [go, projectId],
  )
  useOffer(
    useMemo(() => {
      const group = t('group')
      return [
        { id: 'shot-previous', title: t('previous'), group, keys: '[', run: to(previous) },
        { id: 'shot-next', title: t('next'), group, keys: ']', run: to(next) },
      ]
    }, [t, to, previous, next]),
  )
  const told = [
    shot.heading,
    said(`framings.${shot.framing}`),
    said('lens', { mm: shot.lens_mm }),
    said(`moves.${shot.move}`),
  ].join(' · ')
  return (
    <PageHead title={t('shot', { shot: `${shot.scene}/${shot.number}` })} told={told}>
      <Faces people={others} />
      <IconButton label={t('previous')} keys="[" disabled={!previous} onClick={to(previous)}>
        <ChevronLeft />
      </IconButton>
      <IconButton label={t('next')} keys="]" disabled={!next} onClick={to(next)}>
        <ChevronRight />
      </IconButton>
      <Link className={buttonClasses()} to={`${at(projectId, 'storyboards', shot.storyboard_id)}?shot=${shot.id}`}>
        <ArrowLeft />
        {t('back')}
      </Link>
    </PageHead>
  )
}

const ABOUT = ['shot', 'take'] as const

/** The frame and what is said of it: of the shot, whichever take is circled, or of this one take. */
const Frame = ({ shot, take }: { shot: PanelShot; take: TakeOut | undefined }) => {
  const { t } = useTranslation('shots')
  const [params, put] = usePut()
  const about = params.get('about') === 'take' ? 'take' : 'shot'
  if (!take)
    return (
      <EmptyState icon={<ImageOff />} title={t('noFrame')}>
        {t('noFrameHelp')}
      </EmptyState>
    )
  return (
    <div className="flex flex-col lg:h-full">
      <fieldset className="flex items-center gap-1 border-b px-3 py-1">
        <legend className="sr-only">{t('about')}</legend>
        {ABOUT.map((each) => (
          <Button
            key={each}
            size="small"
            look="quiet"
            aria-pressed={about === each}
            className={about === each ? 'bg-raised text-accent' : 'text-muted'}
            onClick={() => put({ about: each === 'take' ? each : null })}
          >
            {each === 'take' ? t('aboutTake', { number: take.number }) : t('aboutShot')}
          </Button>
        ))}
      </fieldset>
      <ReviewPanel
        key={about}
        target={about === 'take' ? { kind: 'take', id: take.take_id } : { kind: 'shot', id: shot.id }}
        src={take.image_url}
        assetId={take.asset_id ?? undefined}
        alt={shot.description}
      />
    </div>
  )
}

const Takes = ({
  shot,
  take,
  mayEdit,
  onStage,
}: {
  shot: PanelShot
  take: TakeOut | undefined
  mayEdit: boolean
  onStage: () => void
}) => (
  <div className="grid gap-6 p-4 lg:grid-cols-[3fr_2fr]">
    <div className="min-w-0 space-y-4">
      {take?.image_url && (
        <Picture src={take.image_url} alt={shot.description} progressive eager className="w-full rounded" />
      )}
      {take && <TakeFacts take={take} />}
    </div>
    <RetakeForm shot={shot} mayEdit={mayEdit} onStage={onStage} />
  </div>
)

const OF_FRAMES: readonly View[] = ['frame', 'takes', 'compare', 'stage'] // the others have their own strips and keys

const Page = ({ shot, takes, previous, next }: PageProps) => {
  const { t } = useTranslation('shots')
  const [params, put] = usePut()
  const { may: mayEdit, why } = useMay('edit')
  const view = oneOf(VIEWS, params.get('view'))
  const take =
    takes.find(({ take_id }) => take_id === params.get('take')) ?? takes.find(({ circled }) => circled) ?? takes.at(-1)
  const circle = useCircle(shot.storyboard_id, shot.id, takes)
  const notes = params.get('notes') // the clip that is spoken of
  useHere({ board: shot.storyboard_id, shot: shot.id, ...(notes && { take: notes }) })
  const ofFrames = OF_FRAMES.includes(view)
  useOffer(
    useMemo(() => {
      const run = () => take && mayEdit && circle(take)
      return ofFrames ? [{ id: 'circle', title: t('circle'), group: t('group'), keys: 'c', run }] : []
    }, [t, take, circle, mayEdit, ofFrames]),
  )
  const moved = useIsMoved(shot.id)
  const title = (name: View) => {
    if (name === 'stage' && moved) return `${t('views.stage')} · ${t('unsaved')}`
    return name === 'takes' ? t('takes') : t(`views.${name}`)
  }
  const toStage = () => put({ view: 'stage' })
  const pictures = takes.map(({ take_id, number, image_url }) => ({
    id: take_id,
    name: t('take', { number }),
    src: image_url,
  }))
  const views: Record<View, () => ReactNode> = {
    frame: () => <Frame shot={shot} take={take} />,
    takes: () => <Takes shot={shot} take={take} mayEdit={mayEdit} onStage={toStage} />,
    stage: () => <StageEditor shotId={shot.id} mayEdit={mayEdit} />,
    heroes: () => <Gallery shot={shot} />,
    clips: () => <Workspace shot={shot} onHeroes={() => put({ view: 'heroes', beside: null })} />,
    compare: () =>
      take ? (
        <Compare pictures={pictures} current={take.take_id} alone={t('chooseTakes')} />
      ) : (
        <Frame shot={shot} take={undefined} />
      ),
  }
  return (
    <>
      <Head shot={shot} previous={previous} next={next} />
      <Tabs
        label={t('view')}
        tabs={VIEWS.map((name) => ({ name, title: title(name) }))}
        current={view}
        onChange={(name) =>
          put({
            view: name === 'frame' ? null : name,
            beside: null,
            frame: null,
            ...(notes && { notes: null, note: null }),
          })
        }
      >
        <Suspense fallback={<Skeleton className="m-4 aspect-video" />}>{views[view]()}</Suspense>
      </Tabs>
      {ofFrames && (
        <TakeStrip
          takes={takes}
          current={take?.take_id ?? ''}
          jobId={shot.job_id}
          why={why}
          onLook={({ take_id }) => put({ take: take_id, ...(view === 'compare' && { b: take_id }) })}
          onCircle={circle}
        />
      )}
    </>
  )
}

/** A shot: its frame with notes, its takes, the stage, and takes against each other. */
export const Component = () => {
  const { storyboardId = '', shotId = '' } = useParams()
  const { board, takes, shot, previous, next } = useShot(storyboardId, shotId)
  return (
    <Loaded query={board} skeleton={<Skeleton className="m-4 aspect-video" />}>
      {() =>
        shot ? (
          <Page key={shot.id} shot={shot} takes={takes.data?.takes ?? []} previous={previous} next={next} />
        ) : (
          <Gone />
        )
      }
    </Loaded>
  )
}

const Gone = () => {
  const { t } = useTranslation()
  return (
    <EmptyState icon={<ImageOff />} title={t('notFound')}>
      {t('notFoundHelp')}
    </EmptyState>
  )
}
