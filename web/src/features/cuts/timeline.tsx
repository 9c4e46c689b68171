import { type PointerEvent as Pointed, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CutOut, ItemOut, SoundOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { Button } from '@/ui/button'
import { ItemBlock } from './item-block'
import { exactOf, timecodeOf } from './rates'
import { ticksOf } from './ticks'
import type { Transport } from './use-transport'

const HEAD = 88 // px of the tracks' names
const ZOOMS = [1, 2, 4, 8, 16]

interface TimelineProps {
  cut: CutOut
  transport: Transport
  chosen: string | null
  mayEdit: boolean
  onChoose: (key: string) => void
  onArrange: (items: ItemOut[]) => void
}

/** How wide a frame is: the whole cut in the room there is, times the zoom. */
const useScale = (length: number, zoom: number) => {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(800)
  useEffect(() => {
    if (!box.current) return
    const watch = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    watch.observe(box.current)
    return () => watch.disconnect()
  }, [])
  return { box, scale: (Math.max(200, width - HEAD - 16) / Math.max(24, length)) * zoom }
}

const Ruler = ({ cut, scale, onSeek }: { cut: CutOut; scale: number; onSeek: (frame: number) => void }) => {
  const seekTo = (event: Pointed<HTMLDivElement>) =>
    onSeek((event.clientX - event.currentTarget.getBoundingClientRect().left) / scale)
  return (
    <div
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        seekTo(event)
      }}
      onPointerMove={(event) => event.buttons === 1 && seekTo(event)}
      style={{ width: cut.length * scale }}
      className="relative h-6 cursor-col-resize touch-none select-none border-b"
    >
      {ticksOf(cut.length, exactOf(cut.rate), scale).map((frame) => (
        <span
          key={frame}
          style={{ left: frame * scale }}
          className="absolute inset-y-0 border-line-strong border-l pl-1 font-mono text-[11px] text-muted leading-6"
        >
          {timecodeOf(frame, cut.rate)}
        </span>
      ))}
    </div>
  )
}

const SoundBlock = ({
  sound,
  cut,
  scale,
  chosen,
  onChoose,
}: {
  sound: SoundOut
  cut: CutOut
  scale: number
  chosen: boolean
  onChoose: () => void
}) => {
  const { t } = useTranslation('cuts')
  return (
    <button
      type="button"
      aria-label={t('sound', { name: sound.name, role: t(`roles.${sound.role}`), at: timecodeOf(sound.at, cut.rate) })}
      aria-pressed={chosen}
      onClick={onChoose}
      style={{ left: sound.at * scale, width: Math.max(12, Math.min(sound.length, cut.length - sound.at) * scale) }}
      className={cn(
        'absolute inset-y-1 overflow-hidden truncate rounded border border-line-strong bg-raised px-2 text-left text-[12px]',
        chosen && 'border-accent outline-1 outline-accent',
      )}
    >
      {sound.name}
    </button>
  )
}

const Track = ({ name, height, children }: { name: string; height: string; children: React.ReactNode }) => (
  <div className={cn('flex border-b last:border-b-0', height)}>
    <span
      style={{ width: HEAD }}
      className="sticky left-0 z-20 flex shrink-0 items-center border-r bg-surface px-2 text-[12px] text-muted"
    >
      {name}
    </span>
    <div className="relative flex-1">{children}</div>
  </div>
)

const Zoom = ({ zoom, onZoom }: { zoom: number; onZoom: (zoom: number) => void }) => {
  const { t } = useTranslation('cuts')
  return (
    <fieldset className="flex items-center gap-0.5">
      <legend className="sr-only">{t('zoom')}</legend>
      {ZOOMS.map((each) => (
        <Button
          key={each}
          size="small"
          look="quiet"
          aria-pressed={zoom === each}
          className={zoom === each ? 'bg-raised text-accent' : 'text-muted'}
          onClick={() => onZoom(each)}
        >
          {each === 1 ? t('fit') : t('speed', { speed: each })}
        </Button>
      ))}
    </fieldset>
  )
}

/** The cut in time: pictures as long as they are seen, sound below them; drag to reorder, handles to trim. */
export const Timeline = ({ cut, transport, chosen, mayEdit, onChoose, onArrange }: TimelineProps) => {
  const { t } = useTranslation('cuts')
  const [zoom, setZoom] = useState(1)
  const { box, scale } = useScale(cut.length, zoom)
  const [draft, setDraft] = useState<ItemOut[] | null>(null)
  const items = draft ?? cut.items
  const roles = (['dialogue', 'music'] as const).filter((role) => cut.sounds.some((sound) => sound.role === role))
  return (
    <section aria-label={t('timeline')} className="min-w-0">
      <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-1.5">
        <p className="text-[12px] text-muted max-sm:hidden">{t('keys')}</p>
        <Zoom zoom={zoom} onZoom={setZoom} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must get here to scroll */}
      <div ref={box} tabIndex={0} className="relative overflow-x-auto border-y bg-surface">
        <div style={{ width: HEAD + cut.length * scale + 16 }} className="relative min-w-full">
          <div className="flex">
            <span style={{ width: HEAD }} className="sticky left-0 z-20 shrink-0 border-r border-b bg-surface" />
            <Ruler cut={cut} scale={scale} onSeek={transport.seek} />
          </div>
          <Track name={t('picture')} height="h-24">
            <ol className="absolute inset-0">
              {items.map((item, place) => (
                <ItemBlock
                  key={item.key || `new-${place}`}
                  {...{ item, place, items, scale, mayEdit, onChoose }}
                  rate={cut.rate}
                  chosen={item.key === chosen}
                  onDraft={setDraft}
                  onDone={(row) => {
                    setDraft(null)
                    if (row) onArrange(row)
                  }}
                />
              ))}
            </ol>
          </Track>
          {roles.map((role) => (
            <Track key={role} name={t(`roles.${role}`)} height="h-10">
              {cut.sounds
                .filter((sound) => sound.role === role)
                .map((sound) => (
                  <SoundBlock
                    key={sound.key}
                    {...{ sound, cut, scale }}
                    chosen={sound.key === chosen}
                    onChoose={() => onChoose(sound.key)}
                  />
                ))}
            </Track>
          ))}
          <span
            aria-hidden
            style={{ left: HEAD + transport.frame * scale }}
            className="pointer-events-none absolute inset-y-0 z-10 w-px bg-accent before:absolute before:top-0 before:-left-[4px] before:border-x-[5px] before:border-t-[7px] before:border-x-transparent before:border-t-accent"
          />
        </div>
      </div>
      <input
        type="range"
        aria-label={t('position')}
        aria-valuetext={timecodeOf(transport.frame, cut.rate)}
        min={0}
        max={Math.max(0, cut.length - 1)}
        value={transport.frame}
        onChange={({ target }) => transport.seek(target.valueAsNumber)}
        className="sr-only"
      />
    </section>
  )
}
