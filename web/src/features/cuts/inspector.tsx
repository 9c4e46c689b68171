import { ArrowLeft, ArrowRight, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CutOut, ItemOut, WayOver } from '@/api/generated/types.gen'
import { at, useProjectId } from '@/lib/project'
import { IconButton } from '@/ui/button'
import { Field, Select, TextArea } from '@/ui/field'
import { changed, moved, trimmed, wayOver, without } from './edit'
import en from './en'
import { exactOf, timecodeOf } from './rates'
import { TimeField } from './time-field'

interface InspectorProps {
  cut: CutOut
  item: ItemOut
  mayEdit: boolean
  why: string | undefined
  onArrange: (items: ItemOut[]) => void
}

const WAYS = Object.keys(en.ways) as (keyof typeof en.ways)[]

const Trim = ({
  cut,
  item,
  mayEdit,
  set,
}: Omit<InspectorProps, 'onArrange' | 'why'> & { set: (item: ItemOut) => void }) => {
  const { t } = useTranslation('cuts')
  const { rate } = cut
  const same = { rate, disabled: !mayEdit }
  return (
    <>
      <TimeField
        {...same}
        label={t('length')}
        frames={item.length}
        onChange={(to) => set(trimmed(item, item.start, to))}
      />
      {item.kind === 'clip' && (
        <>
          <TimeField
            {...same}
            label={t('inPoint')}
            frames={item.start}
            onChange={(to) => set(trimmed(item, to, item.length - (to - item.start)))}
          />
          <TimeField
            {...same}
            label={t('outPoint')}
            frames={item.start + item.length - 1}
            hint={t('spare', { head: item.head, tail: item.tail })}
            onChange={(to) => set(trimmed(item, item.start, to - item.start + 1))}
          />
        </>
      )}
    </>
  )
}

const Way = ({
  cut,
  item,
  mayEdit,
  set,
}: Omit<InspectorProps, 'onArrange' | 'why'> & { set: (item: ItemOut) => void }) => {
  const { t } = useTranslation('cuts')
  const rate = exactOf(cut.rate)
  if (item.key === cut.items.at(-1)?.key) return <p className="text-[13px] text-muted">{t('lastOne')}</p>
  const { way = 'cut', frames = 0 } = item.next
  return (
    <>
      <Field label={t('wayTo')}>
        {(ids) => (
          <Select
            {...ids}
            value={way}
            disabled={!mayEdit}
            onChange={({ target }) => set({ ...item, next: wayOver(target.value as WayOver['way'], frames, rate) })}
          >
            {WAYS.map((each) => (
              <option key={each} value={each}>
                {t(`ways.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {way !== 'cut' && (
        <TimeField
          label={t('wayFrames')}
          frames={frames}
          rate={cut.rate}
          disabled={!mayEdit}
          onChange={(to) => set({ ...item, next: wayOver(way, to, rate) })}
        />
      )}
    </>
  )
}

const Words = ({ item, mayEdit, set }: { item: ItemOut; mayEdit: boolean; set: (item: ItemOut) => void }) => {
  const { t } = useTranslation('cuts')
  const [text, setText] = useState(item.text)
  useEffect(() => setText(item.text), [item.text])
  return (
    <Field label={t('text')}>
      {(ids) => (
        <TextArea
          {...ids}
          value={text}
          maxLength={400}
          disabled={!mayEdit}
          onChange={({ target }) => setText(target.value)}
          onBlur={() => text !== item.text && set({ ...item, text })}
        />
      )}
    </Field>
  )
}

/** The chosen item by figures: where it begins and ends in its take, and how it goes over to the next. */
export const Inspector = ({ cut, item, mayEdit, why, onArrange }: InspectorProps) => {
  const { t } = useTranslation('cuts')
  const projectId = useProjectId()
  const place = cut.items.findIndex(({ key }) => key === item.key)
  const set = (to: ItemOut) => onArrange(changed(cut.items, item.key, () => to))
  const shot = `${item.scene}/${item.shot}`
  return (
    <section aria-label={t('chosen')} className="space-y-3 p-3">
      <header className="flex items-center gap-1">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{item.name}</h2>
        <IconButton
          label={t('earlier')}
          keys="alt+arrowleft"
          why={why}
          disabled={place <= 0}
          onClick={() => onArrange(moved(cut.items, item.key, place - 1))}
        >
          <ArrowLeft />
        </IconButton>
        <IconButton
          label={t('later')}
          keys="alt+arrowright"
          why={why}
          disabled={place >= cut.items.length - 1}
          onClick={() => onArrange(moved(cut.items, item.key, place + 1))}
        >
          <ArrowRight />
        </IconButton>
        <IconButton
          label={t('takeOut')}
          keys="delete"
          why={why}
          onClick={() => onArrange(without(cut.items, item.key))}
        >
          <Trash2 />
        </IconButton>
      </header>
      <p className="text-[13px] text-muted">
        {t(`kinds.${item.kind}`)}
        {item.kind === 'clip' && ` · ${t('take', { number: item.take })}`}
        {` · ${t('startsAt')} `}
        <span className="font-mono">{timecodeOf(item.at, cut.rate)}</span>
      </p>
      {item.kind === 'title' && <Words item={item} mayEdit={mayEdit} set={set} />}
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-1">
        <Trim cut={cut} item={item} mayEdit={mayEdit} set={set} />
        <Way cut={cut} item={item} mayEdit={mayEdit} set={set} />
      </div>
      {item.markers.length > 0 && (
        <ul aria-label={t('markers', { count: item.markers.length })} className="space-y-1 border-t pt-2 text-[13px]">
          {item.markers.map((marker) => (
            <li key={`${marker.frame}${marker.text}`} className="flex gap-2">
              <span className="shrink-0 font-mono text-[12px] text-muted">
                {timecodeOf(item.at + marker.frame - item.start, cut.rate)}
              </span>
              <span className="min-w-0">{marker.text}</span>
            </li>
          ))}
        </ul>
      )}
      {item.shot_id && (
        <Link
          to={at(projectId, 'storyboards', cut.storyboard_id, 'shots', item.shot_id)}
          className="inline-block text-[13px] underline underline-offset-2"
        >
          {t('openShot', { shot })}
        </Link>
      )}
    </section>
  )
}
