import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Clapperboard, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import {
  changeStyleReferencesMutation,
  deleteStyleMutation,
  getStyleOptions,
  getStyleQueryKey,
  listStylesOptions,
  restoreStyleMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { StyleOut } from '@/api/generated/types.gen'
import { DefinitionPage } from '@/features/definitions/definition-page'
import { useMay } from '@/features/session/use-may'
import { at, useProjectId } from '@/lib/project'
import { base64 } from '@/lib/upload'
import { useDocument } from '@/realtime/document'
import { SharedText } from '@/realtime/shared-text'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { DropZone } from '@/ui/drop-zone'
import { Picture } from '@/ui/picture'
import { Loaded, Skeleton } from '@/ui/states'
import { tell, tellFailure } from '@/ui/toast'
import { Apply } from './apply'
import { Knobs } from './knobs'
import { Palette } from './palette'
import { Parent } from './parent'
import { Preview } from './preview'

/** Stills that show it. */
const References = ({ style, disabled }: { style: StyleOut; disabled: boolean }) => {
  const { t } = useTranslation('styles')
  const queries = useQueryClient()
  const path = { style_id: style.id }
  const after = {
    onSuccess: () => queries.invalidateQueries({ queryKey: getStyleQueryKey({ path }) }),
    onError: tellFailure,
  }
  const change = useMutation({ ...changeStyleReferencesMutation(), ...after })
  const kept = style.references.map(({ asset_id }) => asset_id)
  const put = (keep: string[], images: string[] = []) =>
    change.mutate({ path, body: { keep, images, version: style.version } })
  const add = async (files: File[]) => put(kept, await Promise.all(files.map(base64)))
  return (
    <section className="space-y-2">
      <h2 className="font-semibold">{t('references')}</h2>
      <ul className="grid grid-cols-4 gap-2">
        {style.references.map(({ asset_id }) => (
          <li key={asset_id} className="relative">
            <Picture src={`/api/assets/${asset_id}`} alt="" edge={120} className="rounded" />
            <IconButton
              label={t('removeReference')}
              className="absolute top-0 right-0 bg-ground/80"
              disabled={disabled || change.isPending}
              onClick={() => put(kept.filter((each) => each !== asset_id))}
            >
              <X />
            </IconButton>
          </li>
        ))}
      </ul>
      <DropZone
        label={t('addReferences')}
        text={t('addReferences')}
        disabled={disabled || change.isPending}
        onFiles={(files) => void add(files)}
      />
    </section>
  )
}

/** The way to where it holds: new boards, a board, a scene, panels. */
const ApplyButton = ({ style }: { style: StyleOut }) => {
  const { t } = useTranslation('styles')
  const [open, setOpen] = useState(false)
  const { data } = useQuery(listStylesOptions({ query: { limit: 200 } }))
  return (
    <>
      {style.default && <Badge tone="accent">{t('default')}</Badge>}
      <Button look="primary" onClick={() => setOpen(true)}>
        <Clapperboard />
        {t('apply')}
      </Button>
      {open && (
        <Apply
          style={style}
          styles={data?.styles ?? []}
          standing={data?.default ?? null}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

const Page = ({ style }: { style: StyleOut }) => {
  const { t } = useTranslation('styles')
  const projectId = useProjectId()
  const go = useNavigate()
  const { may } = useMay('edit')
  const shared = useDocument('style', style.id, projectId)
  const path = { style_id: style.id }
  const restore = useMutation({
    ...restoreStyleMutation(),
    onError: tellFailure,
    onSuccess: () => go(at(projectId, 'styles', style.id)),
  })
  const remove = useMutation({
    ...deleteStyleMutation(),
    onError: tellFailure,
    onSuccess: () => {
      tell(t('away', { name: style.name }), { undo: { label: t('undo'), run: () => restore.mutate({ path }) } })
      void go(at(projectId, 'styles'))
    },
  })
  const disabled = !may || !shared.ready
  return (
    <DefinitionPage
      kind="style"
      thing={style}
      shared={shared}
      onPutAway={() => remove.mutate({ path })}
      actions={<ApplyButton style={style} />}
    >
      <div className="grid gap-6 p-4 lg:grid-cols-[1fr_20rem]">
        <div className="min-w-0 space-y-4">
          <Preview style={style} shared={shared} />
          <Palette style={style} disabled={disabled} />
          <References style={style} disabled={disabled} />
        </div>
        <div className="flex flex-col gap-4">
          <SharedText shared={shared} field="name" label={t('name')} maxLength={200} disabled={!may} />
          <SharedText
            shared={shared}
            field="description"
            label={t('description')}
            lines
            maxLength={5000}
            disabled={!may}
          />
          <Parent style={style} disabled={disabled} />
          <Knobs shared={shared} style={style} disabled={disabled} />
        </div>
      </div>
    </DefinitionPage>
  )
}

/** A style: its knobs with a live preview, references, palette, notes and versions. */
export const Component = () => {
  const { styleId = '' } = useParams()
  const query = useQuery(getStyleOptions({ path: { style_id: styleId } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-96" />}>
      {(style) => <Page key={style.id} style={style} />}
    </Loaded>
  )
}
