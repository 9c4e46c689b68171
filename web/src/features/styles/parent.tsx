import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changeStyleMutation, getStyleQueryKey, listStylesOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { StyleOut } from '@/api/generated/types.gen'
import { problemOf } from '@/lib/problem'
import { Field, Select } from '@/ui/field'
import { tell } from '@/ui/toast'

/** Which style this one builds on: what it does not say itself it has from there. */
export const Parent = ({ style, disabled }: { style: StyleOut; disabled: boolean }) => {
  const { t } = useTranslation('styles')
  const queries = useQueryClient()
  const path = { style_id: style.id }
  const { data } = useQuery(listStylesOptions({ query: { limit: 200 } }))
  const change = useMutation({
    ...changeStyleMutation(),
    onSuccess: (changed) => void queries.setQueryData(getStyleQueryKey({ path }), changed),
  })
  const others = data?.styles.filter(({ id }) => id !== style.id) ?? []
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
        <Select
          {...ids}
          value={style.parent_id ?? ''}
          disabled={disabled || change.isPending}
          onChange={({ target }) => put(target.value || null)}
        >
          <option value="">{t('noParent')}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
