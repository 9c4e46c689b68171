import { useMutation, useQuery } from '@tanstack/react-query'
import { MapPinPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import {
  createEnvironmentMutation,
  deleteEnvironmentMutation,
  listEnvironmentsOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import type { ScreenplayOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { Button } from '@/ui/button'
import { Select } from '@/ui/field'
import { tell, tellFailure } from '@/ui/toast'
import { useLinks } from './use-links'

/** Makes an environment of a place; the script knows it by its name at once. */
const Make = ({ name }: { name: string }) => {
  const { t } = useTranslation('script')
  const { why } = useMay('edit')
  const remove = useMutation({ ...deleteEnvironmentMutation(), onError: tellFailure })
  const make = useMutation({
    ...createEnvironmentMutation(),
    onSuccess: ({ id }) =>
      tell(t('placeMade', { name }), {
        undo: { label: t('undo'), run: () => remove.mutate({ path: { environment_id: id } }) },
      }),
    onError: tellFailure,
  })
  return (
    <Button size="small" why={why} busy={make.isPending} onClick={() => make.mutate({ body: { name } })}>
      <MapPinPlus />
      {t('makePlace')}
    </Button>
  )
}

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
          {!place.environment_id && <Make name={place.name} />}
        </li>
      ))}
    </ul>
  )
}
