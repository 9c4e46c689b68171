import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, ChevronDown, Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import {
  createProjectMutation,
  listProjectsOptions,
  listProjectsQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { problemOf } from '@/lib/problem'
import { at } from '@/lib/project'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Input } from '@/ui/field'
import { Menu, MenuItem, MenuLine } from '@/ui/menu'

/** The project one is in, the others, and the way to a new one. */
export const ProjectMenu = ({ projectId }: { projectId: string }) => {
  const { t } = useTranslation('home')
  const go = useNavigate()
  const queries = useQueryClient()
  const [making, setMaking] = useState(false)
  const { data } = useQuery(listProjectsOptions())
  const make = useMutation({
    ...createProjectMutation(),
    onSuccess: async (project) => {
      setMaking(false)
      await queries.invalidateQueries({ queryKey: listProjectsQueryKey() })
      void go(at(project.id))
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    make.mutate({ body: { name: String(new FormData(event.currentTarget).get('name')) } })
  }
  const current = data?.items.find(({ id }) => id === projectId)
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" className="max-w-64 font-semibold">
            <span className="truncate">{current?.name ?? '…'}</span>
            <ChevronDown />
          </Button>
        }
      >
        {data?.items.map(({ id, name }) => (
          <MenuItem
            key={id}
            icon={id === projectId ? <Check /> : <span className="size-4" />}
            onSelect={() => void go(at(id))}
          >
            {name}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem icon={<Plus />} onSelect={() => setMaking(true)}>
          {t('newProject')}
        </MenuItem>
      </Menu>
      <Dialog open={making} onClose={() => setMaking(false)} title={t('newProject')}>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field label={t('projectName')} error={make.error ? problemOf(make.error).detail : undefined}>
            {(ids) => <Input {...ids} name="name" required maxLength={200} autoFocus />}
          </Field>
          <Button type="submit" look="primary" busy={make.isPending} className="self-end">
            {t('make')}
          </Button>
        </form>
      </Dialog>
    </>
  )
}
