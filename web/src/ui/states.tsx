import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { problemOf } from '@/lib/problem'
import { Button } from './button'

/** A quiet shape where something will be. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={cn('block animate-pulse rounded bg-raised', className)} />
)

/** A place where nothing is yet: what it is for, and the first step. */
export const EmptyState = ({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: ReactNode
}) => (
  <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-16 text-center [&>svg]:size-10 [&>svg]:text-muted">
    {icon}
    <h2 className="font-semibold text-base">{title}</h2>
    <div className="text-muted">{children}</div>
    {action}
  </div>
)

/** What failed, why and what to do, as the server says it, with a way to try again. */
export const ErrorState = ({ error, retry }: { error: unknown; retry?: () => void }) => {
  const { t } = useTranslation('ui')
  const problem = problemOf(error)
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-12 text-center">
      <h2 className="font-semibold text-base first-letter:uppercase">{problem.title}</h2>
      <p className="text-muted">{problem.detail}</p>
      {retry && <Button onClick={retry}>{t('tryAgain')}</Button>}
    </div>
  )
}

/** What a query gives: its skeleton, its failure, or with the data what `children` makes of it. */
export const Loaded = <Data,>({
  query,
  skeleton,
  children,
}: {
  query: { data: Data | undefined; error: unknown; refetch: () => unknown }
  skeleton: ReactNode
  children: (data: Data) => ReactNode
}) => {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  return skeleton
}
