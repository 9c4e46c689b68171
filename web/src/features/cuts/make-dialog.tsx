import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { createCutMutation, listCutsQueryKey, listStoryboardsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { CutIn } from '@/api/generated/types.gen'
import { at, useProjectId } from '@/lib/project'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Select } from '@/ui/field'
import { tellFailure } from '@/ui/toast'

const RATES = ['23.976', '24', '25', '29.97', '30', '50', '59.94']

/** A cut is made of a board, at a rate. */
export const MakeDialog = ({
  open,
  boardId,
  onClose,
}: {
  open: boolean
  boardId: string | null
  onClose: () => void
}) => {
  const { t } = useTranslation('cuts')
  const projectId = useProjectId()
  const go = useNavigate()
  const queries = useQueryClient()
  const boards = useQuery(listStoryboardsOptions())
  const make = useMutation({
    ...createCutMutation(),
    onError: tellFailure,
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: listCutsQueryKey() })
      void go(at(projectId, 'cuts', id))
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const body: CutIn = { storyboard_id: String(form.get('board')), rate: String(form.get('rate')) as CutIn['rate'] }
    make.mutate({ body })
  }
  const found = boards.data?.storyboards ?? []
  return (
    <Dialog open={open} onClose={onClose} title={t('make')} description={t('makeHelp')}>
      <form onSubmit={submit} className="space-y-3">
        <Field label={t('board')} error={boards.data && found.length === 0 ? t('noBoard') : undefined}>
          {(ids) => (
            <Select {...ids} name="board" defaultValue={boardId ?? undefined}>
              {found.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('rate')}>
          {(ids) => (
            <Select {...ids} name="rate" defaultValue="24">
              {RATES.map((rate) => (
                <option key={rate}>{rate}</option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" look="primary" busy={make.isPending} disabled={found.length === 0}>
          {t('make')}
        </Button>
      </form>
    </Dialog>
  )
}
