import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { changeEnvironmentReferencesMutation, getEnvironmentQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import type { EnvironmentOut } from '@/api/generated/types.gen'
import { base64 } from '@/lib/upload'
import { IconButton } from '@/ui/button'
import { DropZone } from '@/ui/drop-zone'
import { Input } from '@/ui/field'
import { Picture } from '@/ui/picture'
import { tellFailure } from '@/ui/toast'

type Kept = { asset_id: string; angle?: string }

/** What a dropped file is called until somebody says which angle it shows. */
const angleOf = ({ name }: File) => name.replace(/\.[^.]*$/, '').slice(0, 60)

/** Pictures of the place by angle: dropped, named, taken away. */
export const References = ({ place, disabled }: { place: EnvironmentOut; disabled: boolean }) => {
  const { t } = useTranslation('environments')
  const queries = useQueryClient()
  const path = { environment_id: place.id }
  const change = useMutation({
    ...changeEnvironmentReferencesMutation(),
    onSuccess: (changed) => queries.setQueryData(getEnvironmentQueryKey({ path }), changed),
    onError: tellFailure,
  })
  const put = (keep: Kept[], references: { image: string; angle: string }[] = []) =>
    change.mutate({ path, body: { keep, references, version: place.version } })
  const kept = place.references.map(({ asset_id, angle }) => ({ asset_id, angle }))
  const add = async (files: File[]) =>
    put(kept, await Promise.all(files.map(async (file) => ({ image: await base64(file), angle: angleOf(file) }))))
  const rename = (asset_id: string, angle: string) =>
    put(kept.map((each) => (each.asset_id === asset_id ? { asset_id, angle } : each)))
  const off = disabled || change.isPending
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t('references')}</h2>
      <ul className="mb-3 grid gap-3 sm:grid-cols-2">
        {place.references.map(({ asset_id, angle }) => (
          <li key={asset_id} className="space-y-1">
            <Picture src={`/api/assets/${asset_id}`} alt={angle} edge={400} className="rounded" />
            <span className="flex gap-1">
              <Input
                aria-label={t('angle')}
                placeholder={t('angle')}
                defaultValue={angle}
                maxLength={60}
                disabled={off}
                onBlur={({ target }) => target.value !== angle && rename(asset_id, target.value)}
                onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
              />
              <IconButton
                label={t('removeReference', { angle })}
                disabled={off}
                onClick={() => put(kept.filter((each) => each.asset_id !== asset_id))}
              >
                <X />
              </IconButton>
            </span>
          </li>
        ))}
      </ul>
      <DropZone
        label={t('addReferences')}
        text={t('addReferences')}
        hint={place.references.length === 0 ? t('noReferences') : undefined}
        disabled={off}
        onFiles={(files) => void add(files)}
      />
    </section>
  )
}
