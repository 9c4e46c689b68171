import { Clapperboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ProjectCard } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { at } from '@/lib/project'
import { ago } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Picture } from '@/ui/picture'
import { useHome } from './use-home'

const Card = ({ card, here }: { card: ProjectCard; here: boolean }) => {
  const { t } = useTranslation('home')
  return (
    <Link
      to={at(card.id)}
      aria-current={here ? 'page' : undefined}
      className={cn(
        'flex h-full overflow-hidden rounded-lg border bg-surface hover:border-line-strong',
        here && 'border-accent',
      )}
    >
      {card.thumbnail_url ? (
        <Picture src={card.thumbnail_url} alt="" edge={320} className="w-32 shrink-0" ratio="auto" />
      ) : (
        <span className="grid w-32 shrink-0 place-items-center bg-ground text-muted">
          <Clapperboard className="size-6" />
        </span>
      )}
      <span className="flex min-w-0 flex-1 flex-col gap-0.5 p-3">
        <span className="truncate font-medium">{card.name}</span>
        <span className="truncate text-[13px] text-muted">
          {card.board ? t('boardOf', { board: card.board, count: card.panels }) : t('noBoard')}
        </span>
        <span className="text-[13px] text-muted">{t('changedAt', { ago: ago(card.changed_at) })}</span>
        <span className="mt-1 flex flex-wrap gap-1">
          {card.reviews > 0 && <Badge tone="accent">{t('reviews', { count: card.reviews })}</Badge>}
          {card.mentions > 0 && <Badge tone="accent">{t('mentions', { count: card.mentions })}</Badge>}
          {card.failures > 0 && <Badge tone="retake">{t('failures', { count: card.failures })}</Badge>}
        </span>
      </span>
    </Link>
  )
}

/** Your projects as cards, the last changed first; nothing where there is only this one. */
export const Projects = ({ projectId }: { projectId: string }) => {
  const { t } = useTranslation('home')
  const { data } = useHome()
  if (!data || data.projects.length < 2) return null
  return (
    <section aria-labelledby="projects">
      <h2 id="projects" className="mb-2 font-semibold">
        {t('projects')}
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-3">
        {data.projects.map((card) => (
          <li key={card.id}>
            <Card card={card} here={card.id === projectId} />
          </li>
        ))}
      </ul>
    </section>
  )
}
