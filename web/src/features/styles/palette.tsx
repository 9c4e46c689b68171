import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  changeStyleMutation,
  extractPaletteMutation,
  getStyleQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import type { StyleOut } from '@/api/generated/types.gen'
import { Button, IconButton } from '@/ui/button'
import { tell, tellFailure } from '@/ui/toast'

const MOST = 8
const FIRST = '#808080'
const REST = 400 // ms after a colour was last moved

/** A colour that somebody moves about in; it is kept when they rest. */
const Colour = (props: {
  hex: string
  label: string
  remove: string
  disabled: boolean
  onChange: (hex: string) => void
  onRemove: () => void
}) => {
  const [hex, setHex] = useState(props.hex)
  useEffect(() => setHex(props.hex), [props.hex])
  const { onChange } = props
  useEffect(() => {
    if (hex === props.hex) return
    const timer = setTimeout(() => onChange(hex), REST)
    return () => clearTimeout(timer)
  }, [hex, props.hex, onChange])
  return (
    <li className="relative">
      <input
        type="color"
        aria-label={props.label}
        value={hex}
        disabled={props.disabled}
        onChange={({ target }) => setHex(target.value)}
        className="h-10 w-14 cursor-pointer rounded border bg-ground p-0.5 disabled:cursor-default"
      />
      <IconButton
        size="small"
        label={props.remove}
        disabled={props.disabled}
        onClick={props.onRemove}
        className="absolute -top-2 -right-2 size-5 rounded-full border bg-raised"
      >
        <X />
      </IconButton>
    </li>
  )
}

/** The style's palette: taken from its stills, or chosen by hand, colour by colour; undone where it was a mistake. */
export const Palette = ({ style, disabled }: { style: StyleOut; disabled: boolean }) => {
  const { t } = useTranslation('styles')
  const queries = useQueryClient()
  const path = { style_id: style.id }
  const after = {
    onSuccess: (changed: StyleOut) => void queries.setQueryData(getStyleQueryKey({ path }), changed),
    onError: tellFailure,
  }
  const change = useMutation({ ...changeStyleMutation(), ...after })
  const extract = useMutation({ ...extractPaletteMutation(), ...after })
  const before = style.palette.map(({ hex }) => hex)
  const back = () =>
    style.palette_by_hand ? change.mutate({ path, body: { palette: before } }) : extract.mutate({ path })
  const put = (palette: string[]) =>
    change.mutate(
      { path, body: { palette, version: style.version } },
      { onSuccess: () => tell(t('paletteChanged'), { undo: { label: t('undo'), run: back } }) },
    )
  const off = disabled || change.isPending || extract.isPending
  return (
    <section className="space-y-2">
      <h2 className="flex items-center gap-2 font-semibold">
        {t('palette')}
        {before.length > 0 && (
          <span className="font-normal text-[12px] text-muted">
            {style.palette_by_hand ? t('byHand') : t('fromStills')}
          </span>
        )}
      </h2>
      {before.length === 0 && <p className="text-muted">{t('noPalette')}</p>}
      <ul aria-label={t('palette')} className="flex flex-wrap items-center gap-3">
        {before.map((hex, place) => (
          <Colour
            // biome-ignore lint/suspicious/noArrayIndexKey: a colour is its place in the palette
            key={place}
            hex={hex}
            label={t('colour', { place: place + 1 })}
            remove={t('removeColour', { place: place + 1 })}
            disabled={off}
            onChange={(changed) => put(before.with(place, changed))}
            onRemove={() => put(before.toSpliced(place, 1))}
          />
        ))}
        {before.length < MOST && (
          <li>
            <Button size="small" disabled={off} onClick={() => put([...before, before.at(-1) ?? FIRST])}>
              <Plus />
              {t('addColour')}
            </Button>
          </li>
        )}
      </ul>
      {style.palette_by_hand && (
        <Button size="small" busy={extract.isPending} disabled={disabled} onClick={() => extract.mutate({ path })}>
          {t('paletteAgain')}
        </Button>
      )}
    </section>
  )
}
