import type { FormEvent, ReactNode } from 'react'
import { problemOf } from '@/lib/problem'
import { Button } from './button'
import { Dialog } from './dialog'
import { Field, Input, TextArea } from './field'

interface MakeDialogProps {
  title: string
  name: string
  description: string
  make: { error: unknown; isPending: boolean }
  onMake: (made: { name: string; description: string }) => void
  onClose: () => void
  /** What else it is made of. */
  children?: ReactNode
}

/** Asks for a name and a description of something new; what the server refuses stands at the name. */
export const MakeDialog = ({ title, name, description, make, onMake, onClose, children }: MakeDialogProps) => {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onMake({ name: String(form.get('name')), description: String(form.get('description')) })
  }
  return (
    <Dialog open onClose={onClose} title={title}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label={name} error={make.error ? problemOf(make.error).detail : undefined}>
          {(ids) => <Input {...ids} name="name" required maxLength={200} />}
        </Field>
        <Field label={description}>{(ids) => <TextArea {...ids} name="description" maxLength={5000} />}</Field>
        {children}
        <Button type="submit" look="primary" busy={make.isPending} className="self-end">
          {title}
        </Button>
      </form>
    </Dialog>
  )
}
