import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import {
  deleteEnvironmentMutation,
  getEnvironmentOptions,
  restoreEnvironmentMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { EnvironmentOut } from '@/api/generated/types.gen'
import { DefinitionPage } from '@/features/definitions/definition-page'
import { useMay } from '@/features/session/use-may'
import { at, useProjectId } from '@/lib/project'
import { useDocument } from '@/realtime/document'
import { SharedText } from '@/realtime/shared-text'
import { Loaded, Skeleton } from '@/ui/states'
import { tell, tellFailure } from '@/ui/toast'
import { Light } from './light'
import { Preview } from './preview'
import { References } from './references'

const Page = ({ place }: { place: EnvironmentOut }) => {
  const { t } = useTranslation('environments')
  const projectId = useProjectId()
  const go = useNavigate()
  const { may } = useMay('edit')
  const shared = useDocument('environment', place.id, projectId)
  const path = { environment_id: place.id }
  const restore = useMutation({
    ...restoreEnvironmentMutation(),
    onError: tellFailure,
    onSuccess: () => go(at(projectId, 'environments', place.id)),
  })
  const remove = useMutation({
    ...deleteEnvironmentMutation(),
    onError: tellFailure,
    onSuccess: () => {
      tell(t('away', { name: place.name }), { undo: { label: t('undo'), run: () => restore.mutate({ path }) } })
      void go(at(projectId, 'environments'))
    },
  })
  return (
    <DefinitionPage kind="environment" thing={place} shared={shared} onPutAway={() => remove.mutate({ path })}>
      <div className="grid gap-6 p-4 lg:grid-cols-[1fr_20rem] lg:grid-rows-[auto_1fr]">
        <Preview place={place} shared={shared} />
        <div className="lg:row-span-2">
          <Light shared={shared} disabled={!may || !shared.ready} />
        </div>
        <div className="min-w-0 space-y-4">
          <SharedText shared={shared} field="name" label={t('name')} maxLength={200} disabled={!may} />
          <SharedText
            shared={shared}
            field="description"
            label={t('description')}
            lines
            maxLength={5000}
            disabled={!may}
          />
          <References place={place} disabled={!may} />
        </div>
      </div>
    </DefinitionPage>
  )
}

/** An environment: its set and light, references by angle, notes and versions. */
export const Component = () => {
  const { environmentId = '' } = useParams()
  const query = useQuery(getEnvironmentOptions({ path: { environment_id: environmentId } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-96" />}>
      {(place) => <Page key={place.id} place={place} />}
    </Loaded>
  )
}
