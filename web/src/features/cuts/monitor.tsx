import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CutOut, ItemOut, SoundOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { Button, IconButton } from '@/ui/button'
import { follow, middleOf } from '@/ui/one-clock'
import { thumbnailOf } from '@/ui/picture'
import { type Layer, layersAt, nearby } from './layers'
import { exactOf, timecodeOf } from './rates'
import type { Transport } from './use-transport'

const asset = (id: string) => `/api/assets/${id}`

const Clip = ({
  item,
  layer,
  rate,
  speed,
}: {
  item: ItemOut
  layer: Layer | undefined
  rate: number
  speed: number
}) => {
  const video = useRef<HTMLVideoElement>(null)
  const frame = layer ? layer.frame : item.start
  useEffect(() => {
    if (video.current) follow(video.current, middleOf(frame, rate), rate, layer ? speed : 0)
  }, [frame, rate, speed, layer])
  return (
    <video
      ref={video}
      src={asset(item.asset_id)}
      poster={`${asset(item.asset_id)}/thumbnail?edge=640`}
      muted
      playsInline
      preload="auto"
      aria-label={item.name}
      className="size-full object-contain"
    />
  )
}

const Card = ({ text }: { text: string }) => (
  <div className="@container grid size-full place-items-center bg-black p-[6%] text-white">
    <p className="whitespace-pre-wrap text-center font-medium text-[5cqw] leading-snug tracking-wide">{text}</p>
  </div>
)

/** One thing that is seen, or waits to be: above what lies lower, as much of it as its transition shows. */
const Seen = ({ item, layers, rate, speed }: { item: ItemOut; layers: Layer[]; rate: number; speed: number }) => {
  const place = layers.findIndex((layer) => layer.item.key === item.key)
  const layer = layers[place]
  return (
    <div
      style={{
        zIndex: place,
        opacity: layer?.opacity,
        clipPath: layer && layer.shown < 1 ? `inset(0 ${(1 - layer.shown) * 100}% 0 0)` : undefined,
      }}
      className={cn('absolute inset-0 bg-black', !layer && 'invisible')}
    >
      {item.kind === 'clip' && <Clip item={item} layer={layer} rate={rate} speed={speed} />}
      {item.kind === 'still' && (
        <img src={thumbnailOf(asset(item.asset_id), 1280)} alt={item.name} className="size-full object-contain" />
      )}
      {item.kind === 'title' && <Card text={item.text} />}
    </div>
  )
}

const Sound = ({ sound, frame, rate, speed }: { sound: SoundOut; frame: number; rate: number; speed: number }) => {
  const audio = useRef<HTMLAudioElement>(null)
  const heard = frame >= sound.at && frame < sound.at + sound.length
  useEffect(() => {
    if (!audio.current) return
    audio.current.volume = Math.min(1, 10 ** (sound.gain_db / 20))
    follow(audio.current, middleOf(sound.start + frame - sound.at, rate), rate, heard ? speed : 0)
  }, [sound, frame, rate, speed, heard])
  // biome-ignore lint/a11y/useMediaCaption: a scratch track; its words stand on the board
  return <audio ref={audio} src={asset(sound.asset_id)} preload="auto" />
}

const Film = ({
  id,
  frame,
  rate,
  speed,
  name,
}: {
  id: string
  frame: number
  rate: number
  speed: number
  name: string
}) => {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current) follow(video.current, middleOf(frame, rate), rate, speed)
  }, [frame, rate, speed])
  return (
    // biome-ignore lint/a11y/useMediaCaption: its words stand on the board, and are markers of the cut
    <video
      ref={video}
      src={asset(id)}
      playsInline
      preload="auto"
      aria-label={name}
      className="absolute inset-0 size-full bg-black object-contain"
    />
  )
}

const Buttons = ({ transport, onEdge }: { transport: Transport; onEdge: (direction: 1 | -1) => void }) => {
  const { t } = useTranslation('cuts')
  const { speed, step, toggle } = transport
  return (
    <span className="flex items-center gap-0.5">
      <IconButton label={t('previousEdge')} keys="arrowup" onClick={() => onEdge(-1)}>
        <SkipBack />
      </IconButton>
      <IconButton label={t('frameBack')} keys="arrowleft" onClick={() => step(-1)}>
        <StepBack />
      </IconButton>
      <IconButton label={t('play')} keys="space" look="primary" aria-pressed={speed !== 0} onClick={toggle}>
        {speed === 0 ? <Play /> : <Pause />}
      </IconButton>
      <IconButton label={t('frameOn')} keys="arrowright" onClick={() => step(1)}>
        <StepForward />
      </IconButton>
      <IconButton label={t('nextEdge')} keys="arrowdown" onClick={() => onEdge(1)}>
        <SkipForward />
      </IconButton>
    </span>
  )
}

interface MonitorProps {
  cut: CutOut
  transport: Transport
  /** The rendered file of this state, where there is one; `playFilm`: it is what is played. */
  filmId: string | null
  playFilm: boolean
  onSource: (film: boolean) => void
  onEdge: (direction: 1 | -1) => void
}

/** The cut as it is seen at the playhead: the rendered film, or its shots one behind the other. */
export const Monitor = ({ cut, transport, filmId, playFilm, onSource, onEdge }: MonitorProps) => {
  const { t } = useTranslation('cuts')
  const rate = exactOf(cut.rate)
  const { frame, speed } = transport
  const layers = layersAt(cut.items, frame)
  const film = playFilm ? filmId : null
  return (
    <section aria-label={t('monitor')} className="flex min-w-0 flex-col">
      <div
        style={{ aspectRatio: `${cut.width} / ${cut.height}` }}
        className="relative mx-auto w-full max-w-[calc((100dvh-23rem)*16/9)] overflow-hidden bg-black max-lg:max-w-full"
      >
        {film ? (
          <Film id={film} frame={frame} rate={rate} speed={speed} name={cut.name} />
        ) : (
          nearby(cut.items, frame).map((item) => (
            <Seen key={item.key} item={item} layers={layers} rate={rate} speed={speed} />
          ))
        )}
        {!film && cut.sounds.map((sound) => <Sound key={sound.key} {...{ sound, frame, rate, speed }} />)}
        {cut.items.length === 0 && (
          <p className="absolute inset-0 grid place-items-center text-white/80">{t('nothing')}</p>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-y bg-surface px-3 py-1.5">
        <Buttons transport={transport} onEdge={onEdge} />
        <span className="font-mono text-[15px] tabular-nums">{timecodeOf(frame, cut.rate)}</span>
        <span className="font-mono text-[13px] text-muted tabular-nums">/ {timecodeOf(cut.length, cut.rate)}</span>
        {speed !== 0 && speed !== 1 && <span className="text-[13px] text-accent">{t('speed', { speed })}</span>}
        <fieldset className="ml-auto flex gap-1">
          <legend className="sr-only">{t('source')}</legend>
          {[false, true].map((each) => (
            <Button
              key={String(each)}
              size="small"
              look="quiet"
              aria-pressed={playFilm === each}
              why={each && !filmId ? t('noFilm') : undefined}
              className={playFilm === each ? 'bg-raised text-accent' : 'text-muted'}
              onClick={() => onSource(each)}
            >
              {t(each ? 'film' : 'items')}
            </Button>
          ))}
        </fieldset>
      </div>
    </section>
  )
}
