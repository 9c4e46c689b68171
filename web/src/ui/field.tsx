import { type ComponentProps, type ReactNode, useId } from 'react'
import { cn } from '@/lib/cn'
import { useWatching } from './watching'

export const box =
  'w-full rounded-md border border-line-strong bg-ground px-2.5 text-ink placeholder:text-muted disabled:opacity-50 aria-[invalid=true]:border-retake'

/** A text field without a label of its own: give it an `aria-label` or put it into a `Field`. */
export const Input = ({ className, ...rest }: ComponentProps<'input'>) => (
  <input className={cn(box, 'h-8', className)} {...useWatching(rest.disabled)} {...rest} />
)

/** Several lines of text; grows with them. */
export const TextArea = ({ className, ...rest }: ComponentProps<'textarea'>) => (
  <textarea
    className={cn(box, 'field-sizing-content min-h-16 py-1.5', className)}
    {...useWatching(rest.disabled)}
    {...rest}
  />
)

/** The platform's own select, which every keyboard and screen reader knows. */
export const Select = ({ className, ...rest }: ComponentProps<'select'>) => (
  <select className={cn(box, 'h-8 pr-7', className)} {...useWatching(rest.disabled)} {...rest} />
)

interface FieldProps {
  label: string
  hint?: string
  error?: string
  className?: string
  children: (ids: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }) => ReactNode
}

/** A label, the control it names, and what is to be known or is wrong about it. */
export const Field = ({ label, hint, error, className, children }: FieldProps) => {
  const id = useId()
  const told = error || hint ? `${id}-told` : undefined
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="font-medium text-[13px] text-muted">
        {label}
      </label>
      {children({ id, 'aria-describedby': told, 'aria-invalid': error ? true : undefined })}
      {told && (
        <p id={told} className={cn('text-[13px]', error ? 'text-retake' : 'text-muted')}>
          {error ?? hint}
        </p>
      )}
    </div>
  )
}
