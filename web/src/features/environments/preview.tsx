import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnvironmentOut } from '@/api/generated/types.gen'
import { useProjectId } from '@/lib/project'
import { useSteps } from '@/lib/use-steps'
import { type Shared, useField } from '@/realtime/document'
import { type Knobs, previewUrl, QUALITIES, SIDES, type Side } from './preview-url'
import { useAhead } from './use-ahead'

const LIVE = 320 // pixels: a place that was seen before is relit at once, in this width

/** The knobs as everybody has turned them; as they are kept until the document is here. */
const useKnobs = ({ fields }: Shared, place: EnvironmentOut): Knobs => {
  const set = useField<string>(fields, 'set') ?? place.set
  const lighting = useField<string>(fields, 'lighting') ?? place.lighting
  const mood = useField<string>(fields, 'mood') ?? place.mood
  const contrast = useField<number>(fields, 'contrast') ?? place.contrast
  const kelvin = useField<number | null>(fields, 'colour_temperature')
  const colour_temperature = kelvin === undefined ? place.colour_temperature : kelvin
  return useMemo(
    () => ({ set, lighting, mood, contrast, colour_temperature }),
    [set, lighting, mood, contrast, colour_temperature],
  )
}

/** The place with nobody in it, as the stage builds and lights it now: a small picture at once, then better ones. */
export const Preview = ({ place, shared }: { place: EnvironmentOut; shared: Shared }) => {
  const { t } = useTranslation('environments')
  const projectId = useProjectId()
  const [side, setSide] = useState<Side>('front')
  const [failed, setFailed] = useState(false)
  const knobs = useKnobs(shared, place)
  const urls = useMemo(
    () => QUALITIES.map((quality) => previewUrl(place.id, projectId, knobs, side, quality)),
    [place.id, projectId, knobs, side],
  )
  const { src, rung, settled, done } = useSteps(urls)
  useAhead(place.id, projectId, knobs, side, settled && !failed)
  const came = (width: number) => {
    setFailed(width === 0)
    done(width >= LIVE ? 1 : 0)
  }
  return (
    <figure className="space-y-2">
      <img
        src={src}
        alt={t('preview')}
        data-quality={QUALITIES[rung]}
        onLoad={({ currentTarget }) => came(currentTarget.naturalWidth)}
        onError={() => came(0)}
        className="aspect-video max-h-[60vh] w-full rounded bg-ground object-contain"
      />
      <figcaption className="flex flex-wrap items-center gap-2 text-[13px] text-muted">
        <span className="min-w-0 flex-1 basis-60" role={failed ? 'alert' : undefined}>
          {t(failed ? 'noPreview' : 'previewHelp')}
        </span>
        <fieldset aria-label={t('side')} className="flex overflow-hidden rounded-md border border-line-strong">
          {SIDES.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === side}
              onClick={() => setSide(each)}
              className="h-8 px-2.5 text-ink hover:bg-raised aria-pressed:bg-raised aria-pressed:text-accent"
            >
              {t(`sides.${each}`)}
            </button>
          ))}
        </fieldset>
      </figcaption>
    </figure>
  )
}
