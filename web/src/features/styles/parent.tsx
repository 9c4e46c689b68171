import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changeStyleMutation, getStyleOptions, getStyleQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import type { StyleOut } from '@/api/generated/types.gen'
import { Pick } from '@/features/definitions/pick'
import { problemOf } from '@/lib/problem'
import { Field } from '@/ui/field'
import { tell } from '@/ui/toast'

/** Which style this one builds on: what it does not say itself it has from there. */
export const Parent = ({ style, disabled }: { style: StyleOut; disabled: boolean }) => {
  const { t } = useTranslation('styles')
  const queries = useQueryClient()
  const path = { style_id: style.id }
  const parentPath = { style_id: style.parent_id ?? '' }
  const known = useQuery({ ...getStyleOptions({ path: parentPath }), enabled: style.parent_id !== null })
  const parent = style.parent_id === null ? undefined : known.data
  const change = useMutation({
    ...changeStyleMutation(),
    onSuccess: (changed) => void queries.setQueryData(getStyleQueryKey({ path }), changed),
  })
  const put = (parent_id: string | null) =>
    change.mutate(
      { path, body: { parent_id, version: style.version } },
      {
        onSuccess: () =>
          tell(t('parentChanged'), {
            undo: {
              label: t('undo'),
              run: () => change.mutate({ path, body: { parent_id: style.parent_id } }),
            },
          }),
      },
    )
  return (
    <Field label={t('parent')} error={change.error ? problemOf(change.error).detail : undefined}>
      {(ids) => (
        <Pick
          {...ids}
          kind="style"
          value={parent ? { id: parent.id, name: parent.name } : null}
          not={style.id}
          placeholder={t('noParent')}
          disabled={disabled || change.isPending}
          onPick={({ id }) => put(id)}
          clear={t('noParent')}
          onClear={() => put(null)}
        />
      )}
    </Field>
  )
}
