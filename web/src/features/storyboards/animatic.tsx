import { useQuery } from '@tanstack/react-query'
import { Captions, Link2, Pause, Play, Repeat, SkipBack, SkipForward, Tv } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getTimelineOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { Timeline, TimelinePanel } from '@/api/generated/types.gen'
import { useOffer } from '@/lib/commands'
import { timecode } from '@/lib/time'
import { Button, IconButton } from '@/ui/button'
import { Menu, MenuItem } from '@/ui/menu'
import { thumbnailOf } from '@/ui/picture'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { captionsAt, panelAt, transformsOf, usePlayhead, within } from './playing'
import { useTogether } from './use-together'

const WIDE = 1280 // the longest edge that is played, CSS pixels

/** All pictures lie above each other, so that the next one is there when its turn comes. */
const Screen = ({
  panels,
  current,
  frame,
  captions,
}: {
  panels: TimelinePanel[]
  current: TimelinePanel
  frame: number
  captions: boolean
}) => {
  const [from, to] = transformsOf(current.move)
  const place = panels.indexOf(current)
  const said = captionsAt(current, frame)
  return (
    <div className="relative mx-auto aspect-video w-full max-w-[max(20rem,calc((100dvh-20rem)*16/9))] overflow-hidden bg-black">
      {panels.map((panel, at) => {
        if (!panel.image_url || Math.abs(at - place) > 3) return null
        return (
          <img
            key={panel.shot_id}
            src={thumbnailOf(panel.image_url, WIDE)}
            alt={panel === current ? panel.description : ''}
            style={
              panel === current && from !== 'none' ? { transform: blend(from, to, within(panel, frame)) } : undefined
            }
            className={
              panel === current ? 'absolute inset-0 size-full object-contain' : 'invisible absolute inset-0 size-full'
            }
          />
        )
      })}
      {captions && said.length > 0 && (
        <p className="absolute inset-x-0 bottom-4 mx-auto w-fit max-w-[90%] rounded bg-black/75 px-3 py-1 text-center text-lg text-white">
          {said.map(({ character, text, heard_only }) => (
            <span key={`${character}${text}`} className="block">
              {heard_only && `${character} (V.O.): `}
              {text}
            </span>
          ))}
        </p>
      )}
    </div>
  )
}

// both transforms have the same functions in the same order, so their figures are mixed one by one
const blend = (from: string, to: string, how: number) => {
  const ends = to.match(/-?[\d.]+/g)?.map(Number) ?? []
  let at = 0
  return from.replace(/-?[\d.]+/g, (start) => {
    const [a, b] = [Number(start), ends[at] ?? Number(start)]
    at += 1
    return String(a + (b - a) * how)
  })
}

const Strip = ({
  timeline,
  current,
  onSeek,
}: {
  timeline: Timeline
  current: TimelinePanel
  onSeek: (frame: number) => void
}) => (
  <ol className="flex h-14 gap-px overflow-hidden">
    {timeline.panels.map((panel) => (
      <li key={panel.shot_id} style={{ flexGrow: panel.duration, flexBasis: 0 }} className="min-w-0">
        <button
          type="button"
          aria-label={`${panel.scene}/${panel.number}`}
          aria-current={panel === current}
          onClick={() => onSeek(panel.start)}
          className="relative size-full overflow-hidden bg-raised opacity-70 aria-[current=true]:opacity-100 aria-[current=true]:outline-2 aria-[current=true]:outline-accent"
        >
          {panel.image_url && <img src={thumbnailOf(panel.image_url, 160)} alt="" className="size-full object-cover" />}
        </button>
      </li>
    ))}
  </ol>
)

/** Whose playhead one's own goes with. */
const Followed = ({ others, leader, follow }: ReturnType<typeof useTogether>) => {
  const { t } = useTranslation('storyboards')
  if (leader)
    return (
      <Button look="quiet" aria-pressed onClick={() => follow('')}>
        <Link2 />
        {t('following', { name: leader.name })}
      </Button>
    )
  if (others.length === 0) return null
  return (
    <Menu
      trigger={
        <Button look="quiet">
          <Link2 />
          {t('watchWith')}
        </Button>
      }
    >
      {others.map(({ tab, name }) => (
        <MenuItem key={tab} onSelect={() => follow(tab)}>
          {t('follow', { name })}
        </MenuItem>
      ))}
    </Menu>
  )
}

const Player = ({ timeline }: { timeline: Timeline }) => {
  const { t } = useTranslation('storyboards')
  const [loop, setLoop] = useState(false)
  const [captions, setCaptions] = useState(true)
  const head = usePlayhead(timeline, loop)
  const { frame, playing } = head
  const current = panelAt(timeline.panels, frame)
  const together = useTogether(timeline.storyboard_id, current?.shot_id ?? '', timeline.rate, head)
  const { follow } = together
  const { seek, toggle } = useMemo(() => {
    const alone =
      <Given extends unknown[]>(act: (...given: Given) => void) =>
      (...given: Given) => {
        follow('') // who moves the playhead has it in hand again
        act(...given)
      }
    return { seek: alone(head.seek), toggle: alone(head.toggle) }
  }, [head.seek, head.toggle, follow])
  const place = current ? timeline.panels.indexOf(current) : 0
  const jump = useMemo(
    () => (by: number) => () =>
      seek(timeline.panels[Math.min(timeline.panels.length - 1, Math.max(0, place + by))]?.start ?? 0),
    [timeline, place, seek],
  )
  useOffer(
    useMemo(() => {
      const group = t('views.animatic')
      return [
        { id: 'play', title: t('play'), group, keys: 'space', run: toggle },
        { id: 'play-next', title: t('nextPanel'), group, keys: 'arrowright', run: jump(1) },
        { id: 'play-previous', title: t('previousPanel'), group, keys: 'arrowleft', run: jump(-1) },
        { id: 'captions', title: t('captions'), group, keys: 'c', run: () => setCaptions((now) => !now) },
      ]
    }, [t, toggle, jump]),
  )
  if (!current) return <EmptyState icon={<Tv />} title={t('noTimeline')} />
  return (
    <div className="flex flex-col gap-3 p-4">
      <Screen panels={timeline.panels} current={current} frame={frame} captions={captions} />
      <div className="mx-auto w-full max-w-6xl space-y-2">
        <input
          type="range"
          aria-label={t('scrub')}
          aria-valuetext={timecode(frame, timeline.rate)}
          min={0}
          max={timeline.duration - 1}
          value={frame}
          onChange={({ target }) => seek(target.valueAsNumber)}
          className="w-full accent-[var(--accent)]"
        />
        <Strip timeline={timeline} current={current} onSeek={seek} />
        <div className="flex items-center gap-1">
          <IconButton label={t('previousPanel')} keys="arrowleft" onClick={jump(-1)}>
            <SkipBack />
          </IconButton>
          <IconButton label={playing ? t('pause') : t('play')} keys="space" look="primary" onClick={toggle}>
            {playing ? <Pause /> : <Play />}
          </IconButton>
          <IconButton label={t('nextPanel')} keys="arrowright" onClick={jump(1)}>
            <SkipForward />
          </IconButton>
          <IconButton label={t('loop')} pressed={loop} onClick={() => setLoop(!loop)}>
            <Repeat />
          </IconButton>
          <IconButton label={t('captions')} keys="c" pressed={captions} onClick={() => setCaptions(!captions)}>
            <Captions />
          </IconButton>
          <Followed {...together} />
          <span className="ml-2 font-mono text-[13px] text-muted">
            {t('time', { at: timecode(frame, timeline.rate), all: timecode(timeline.duration, timeline.rate) })}
          </span>
          <span className="ml-auto truncate text-[13px] text-muted">
            {current.scene}/{current.number} · {current.description}
          </span>
        </div>
      </div>
    </div>
  )
}

/** The board played in time, with captions and without sound. */
export const Animatic = ({ storyboardId }: { storyboardId: string }) => {
  const query = useQuery(getTimelineOptions({ path: { storyboard_id: storyboardId } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 aspect-video" />}>
      {(timeline) => <Player timeline={timeline} />}
    </Loaded>
  )
}
