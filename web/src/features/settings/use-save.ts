import { type UseMutationOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { tell, tellFailure } from '@/ui/toast'

/** A change of the settings: told, and what it made old is read again. */
export const useSave = <Data, Failure, Vars>(
  options: UseMutationOptions<Data, Failure, Vars>,
  ...old: (readonly unknown[])[]
) => {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  return useMutation({
    ...options,
    onSuccess: async () => {
      tell(t('saved'))
      await Promise.all(old.map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
    onError: tellFailure,
  })
}
