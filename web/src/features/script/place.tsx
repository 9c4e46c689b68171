import { useMutation } from '@tanstack/react-query'
import { ExternalLink, MapPinPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { createEnvironmentMutation, deleteEnvironmentMutation } from '@/api/generated/@tanstack/react-query.gen'
import type { ScreenplayOut, ScriptPlace } from '@/api/generated/types.gen'
import { Pick } from '@/features/definitions/pick'
import { useMay } from '@/features/session/use-may'
import { cn } from '@/lib/cn'
import { at, useProjectId } from '@/lib/project'
import { Button, buttonClasses } from '@/ui/button'
import { tell, tellFailure } from '@/ui/toast'
import { Tooltip } from '@/ui/tooltip'
import { useNames } from './marks'
import { Dot } from './part'
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
    <Button
      size="small"
      className="self-start"
      why={why}
      busy={make.isPending}
      onClick={() => make.mutate({ body: { name } })}
    >
      <MapPinPlus />
      {t('makePlace')}
    </Button>
  )
}

/** Which environment of ours a place of the script is: chosen among all of them, looked at, or made of it. */
export const Place = ({ place, script }: { place: ScriptPlace; script: ScreenplayOut }) => {
  const { t } = useTranslation('script')
  const projectId = useProjectId()
  const links = useLinks(script)
  const { may } = useMay('edit')
  const { marks } = useNames()
  const { name, environment_id: id } = place
  const called = place.environment_name ?? ''
  return (
    <div className="flex flex-col gap-1.5 p-3">
      <div className="flex items-center gap-2">
        <Dot hue={marks.place.get(name)?.hue} />
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <span className="text-[12px] text-muted">
          {t('inScenes', { count: place.scenes.length, scenes: place.scenes.join(', ') })}
        </span>
      </div>
      <div className="flex items-center gap-1">
        <Pick
          kind="environment"
          className="flex-1"
          aria-label={t('place', { name })}
          value={id ? { id, name: called, picture: place.thumbnail_url } : null}
          placeholder={t('noPlace')}
          disabled={!may || links.busy}
          onPick={(environment) => links.place(name, environment.id)}
          clear={t('notThere', { name, called })}
          onClear={() => links.place(name, null)}
        />
        {id && (
          <Tooltip text={t('openIts', { called })}>
            <Link
              to={at(projectId, 'environments', id)}
              aria-label={t('openIts', { called })}
              className={cn(buttonClasses({ look: 'quiet' }), 'w-8 px-0')}
            >
              <ExternalLink />
            </Link>
          </Tooltip>
        )}
      </div>
      {!id && <Make name={name} />}
    </div>
  )
}
