import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps, ReactNode, SyntheticEvent } from 'react'
import { cn } from '@/lib/cn'
import { Tooltip } from './tooltip'

const button = cva(
  'inline-flex select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:opacity-45 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-accent text-accent-ink hover:brightness-110',
        plain: 'border border-line bg-raised text-ink hover:border-line-strong',
        quiet: 'text-ink hover:bg-raised',
        danger: 'border border-retake text-retake hover:bg-retake hover:text-ground',
      },
      size: { small: 'h-7 px-2 text-[13px]', normal: 'h-8 px-3', large: 'h-10 px-4 text-[15px]' },
    },
    defaultVariants: { look: 'plain', size: 'normal' },
  },
)

type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof button> & {
    busy?: boolean
    /** Why it does nothing for you: it can be reached and read, but not pressed. */
    why?: string
  }

const refuse = (event: SyntheticEvent) => event.preventDefault()

/** A button; `busy` keeps it from being pressed twice and says so to a screen reader. */
export const Button = ({ why, ...props }: ButtonProps) => {
  const { look, size, busy, className, disabled, type = 'button', ...rest } = props
  const shown = (
    <button
      type={type}
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      className={cn(button({ look, size }), busy && 'animate-pulse', why && 'cursor-not-allowed opacity-45', className)}
      {...rest}
      {...(why && { 'aria-disabled': true, 'aria-description': why, onClick: refuse })}
    />
  )
  return why ? <Tooltip text={why}>{shown}</Tooltip> : shown
}

type IconButtonProps = Omit<ButtonProps, 'children'> & {
  label: string
  children: ReactNode
  pressed?: boolean
  keys?: string
}

/** A button that shows only an icon: `label` is its name and its tooltip, `keys` the shortcut told beside it. */
export const IconButton = ({
  label,
  pressed,
  keys,
  className,
  look = 'quiet',
  size,
  children,
  ...rest
}: IconButtonProps) => (
  <Tooltip text={rest.why ? `${label}: ${rest.why}` : label} keys={keys}>
    <Button
      aria-label={label}
      aria-pressed={pressed}
      look={look}
      size={size}
      className={cn(size === 'small' ? 'w-7 px-0' : 'w-8 px-0', pressed && 'bg-raised text-accent', className)}
      {...rest}
    >
      {children}
    </Button>
  </Tooltip>
)

/** The classes of a button, for a link that looks like one. */
export const buttonClasses = (look?: VariantProps<typeof button>) => cn(button(look))
