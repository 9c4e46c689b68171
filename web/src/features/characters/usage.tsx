import { useQuery } from '@tanstack/react-query'
import { Clapperboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { getCharacterUsageOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { UsedBoard } from '@/api/generated/types.gen'
import { at, useProjectId } from '@/lib/project'
import { ago } from '@/lib/time'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'

const Board = ({ board }: { board: UsedBoard }) => {
  const { t } = useTranslation('characters')
  const projectId = useProjectId()
  const page = at(projectId, 'storyboards', board.id)
  return (
    <section aria-label={board.title}>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <h2 className="font-semibold">
          <Link to={page} className="hover:underline">
            {board.title}
          </Link>
        </h2>
        <span className="text-[13px] text-muted">
          {[
            t('asScript', { name: board.script_name }),
            t('usedIn', { count: board.shots.length }),
            board.last_used && t('lastUsed', { when: ago(board.last_used) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      <ul className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-4">
        {board.shots.map((shot) => (
          <li key={shot.shot_id}>
            <Link to={`${page}/shots/${shot.shot_id}`} className="group relative block overflow-hidden rounded-md">
              <Picture
                src={shot.thumbnail_url}
                alt={t('shotAlt', { scene: shot.scene, shot: shot.shot, words: shot.description })}
                edge={320}
              />
              <span className="absolute top-1.5 right-1.5">
                <ScoreBadge score={shot.score} />
              </span>
              <span className="block truncate py-1 text-[13px] text-muted group-hover:text-ink">
                {t('shotOf', { scene: shot.scene, shot: shot.shot })} · {shot.description}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The boards and shots that show a character, with how well they hit it. */
export const Usage = ({ characterId }: { characterId: string }) => {
  const { t } = useTranslation('characters')
  const query = useQuery(getCharacterUsageOptions({ path: { character_id: characterId } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-40" />}>
      {(usage) =>
        usage.boards.length === 0 ? (
          <EmptyState icon={<Clapperboard />} title={t('notUsed')}>
            {t('notUsedHelp')}
          </EmptyState>
        ) : (
          <div className="flex flex-col gap-6 p-4">
            <p className="text-muted">
              {t('usedIn', { count: usage.shot_count })} {t('onBoards', { count: usage.board_count })}
            </p>
            {usage.boards.map((board) => (
              <Board key={board.id} board={board} />
            ))}
          </div>
        )
      }
    </Loaded>
  )
}
