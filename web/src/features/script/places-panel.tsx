import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listEnvironmentsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { ScreenplayOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { Select } from '@/ui/field'
import { useLinks } from './use-links'

/** Where the script plays, and which environment of ours that is. */
export const PlacesPanel = ({ script }: { script: ScreenplayOut }) => {
  const { t } = useTranslation('script')
  const links = useLinks(script)
  const { may } = useMay('edit')
  const { data } = useQuery(listEnvironmentsOptions({ query: { limit: 200 } }))
  return (
    <ul>
      {script.places.map((place) => (
        <li key={place.name} className="space-y-1 border-b p-3">
          <div className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">{place.name}</span>
            <span className="text-[12px] text-muted">{t('inScenes', { scenes: place.scenes.join(', ') })}</span>
          </div>
          <Select
            aria-label={t('place', { name: place.name })}
            value={place.environment_id ?? ''}
            disabled={!may || links.busy}
            onChange={({ target }) => links.place(place.name, target.value || null)}
          >
            <option value="">{t('noPlace')}</option>
            {data?.environments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </li>
      ))}
    </ul>
  )
}
