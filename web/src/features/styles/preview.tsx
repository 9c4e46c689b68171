import { useQuery } from '@tanstack/react-query'
import { ImageOff } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listStoryboardsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { Parameters, StyleOut } from '@/api/generated/types.gen'
import { useProjectId } from '@/lib/project'
import { useSteps } from '@/lib/use-steps'
import { type Shared, useField } from '@/realtime/document'
import { Button } from '@/ui/button'
import { thumbnailOf } from '@/ui/picture'
import { EmptyState } from '@/ui/states'

const ASSET = /\/api\/assets\/([^/?]+)/

/** The address of a picture under the style with these knobs; what is null is inherited. */
export const previewUrl = (style: string, asset: string, project: string, parameters: Parameters): string => {
  const turned = Object.entries(parameters).filter(
    ([name, value]) => value !== null && value !== undefined && name !== 'look',
  )
  const query = new URLSearchParams({ asset_id: asset, project })
  for (const [name, value] of turned) for (const one of [value].flat()) query.append(name, String(one))
  return `/api/styles/${style}/preview?${query}`
}

/** The style on a still or a drawn panel, as the knobs stand now; hold the button to see the picture without it. */
export const Preview = ({ style, shared }: { style: StyleOut; shared: Shared }) => {
  const { t } = useTranslation('styles')
  const { t: said } = useTranslation('vocabulary')
  const projectId = useProjectId()
  const { data: boards } = useQuery(listStoryboardsOptions({ query: { limit: 3 } }))
  const parameters = useField<Parameters>(shared.fields, 'parameters')
  const assets = useMemo(() => {
    const drawn =
      boards?.storyboards.flatMap(({ thumbnails }) => thumbnails.map((url) => ASSET.exec(url)?.[1] ?? '')) ?? []
    return [...new Set([...style.references.map(({ asset_id }) => asset_id), ...drawn].filter(Boolean))].slice(0, 10)
  }, [boards, style.references])
  const [chosen, setChosen] = useState<string | null>(null)
  const [without, setWithout] = useState(false)
  const asset = chosen ?? assets[0]
  const url = asset ? previewUrl(style.id, asset, projectId, parameters ?? style.parameters) : ''
  const { src, done } = useSteps(useMemo(() => [url], [url]))
  if (!asset)
    return (
      <EmptyState icon={<ImageOff />} title={t('preview')}>
        {t('nothingToSee')}
      </EmptyState>
    )
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <img
        src={without ? `/api/assets/${asset}` : src || undefined}
        onLoad={() => done()}
        onError={() => done()}
        alt={without ? t('before') : t('preview')}
        className="max-h-[60vh] w-full bg-ground object-contain"
      />
      {parameters?.look && parameters.look !== 'full' && (
        <p role="status" className="text-[13px] text-muted">
          {t('drawnLook', { look: said(`looks.${parameters.look}`) })}
        </p>
      )}
      <div className="flex items-center gap-2">
        <ul aria-label={t('previewOf')} className="flex min-w-0 flex-1 gap-1 overflow-x-auto">
          {assets.map((id, place) => (
            <li key={id} className="shrink-0">
              <button
                type="button"
                aria-label={`${t('previewOf')} ${place + 1}`}
                aria-current={id === asset}
                onClick={() => setChosen(id)}
                className="block h-12 w-20 overflow-hidden rounded border aria-[current=true]:border-accent"
              >
                <img src={thumbnailOf(`/api/assets/${id}`, 96)} alt="" className="size-full object-cover" />
              </button>
            </li>
          ))}
        </ul>
        <Button
          aria-pressed={without}
          onPointerDown={() => setWithout(true)}
          onPointerUp={() => setWithout(false)}
          onPointerLeave={() => setWithout(false)}
          onKeyDown={({ key }) => key === ' ' && setWithout(true)}
          onKeyUp={() => setWithout(false)}
        >
          {t('hold')}
        </Button>
      </div>
    </div>
  )
}
