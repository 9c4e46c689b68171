import { CircleAlert, Compass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useRouteError } from 'react-router'
import { problemOf } from '@/lib/problem'
import { Button, buttonClasses } from '@/ui/button'
import { EmptyState } from '@/ui/states'

/** An address that leads nowhere. */
export const NotFound = () => {
  const { t } = useTranslation()
  return (
    <main>
      <EmptyState
        icon={<Compass />}
        title={t('notFound')}
        action={
          <Link to="/" className={buttonClasses()}>
            {t('goHome')}
          </Link>
        }
      >
        {t('notFoundHelp')}
      </EmptyState>
    </main>
  )
}

/** A page that threw: said, with the way on; the rest of the product is not lost with it. */
export const Crashed = () => {
  const { t } = useTranslation()
  const { detail } = problemOf(useRouteError())
  return (
    <main>
      <EmptyState
        icon={<CircleAlert />}
        title={t('crashed')}
        action={<Button onClick={() => location.reload()}>{t('reload')}</Button>}
      >
        <p>{t('crashedHelp')}</p>
        <p className="mt-2 font-mono text-[12px]">{detail}</p>
      </EmptyState>
    </main>
  )
}
