import { useQuery } from '@tanstack/react-query'
import { Grid3x3 } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getContinuityOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { MatrixCell, Matrix as MatrixData } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { scoreClass, scoreText } from '@/lib/score'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'
import { Scroll } from '@/ui/scroll'
import { EmptyState, Loaded, Skeleton } from '@/ui/states'
import { nextCell } from './grid'
import { CellDialog } from './matrix-cell'
import type { useRetakes } from './use-retakes'

const GROUNDS = {
  excellent: 'bg-excellent/25 text-ink hover:bg-excellent/40',
  good: 'bg-good/25 text-ink hover:bg-good/40',
  retake: 'bg-retake/30 text-ink hover:bg-retake/45',
  unscored: 'text-muted hover:bg-raised',
}

/** One cell is in the order of Tab, the arrows go from there: over gaps, to the ends with Home and End. */
const useRoving = (matrix: MatrixData, cells: ReadonlyMap<string, MatrixCell>) => {
  const table = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState({ row: 0, column: 0 })
  const rows = matrix.characters.map(({ character }) =>
    matrix.shots.map(({ shot_id }) => cells.has(`${character} ${shot_id}`)),
  )
  const there = rows[at.row]?.[at.column] ? at : (nextCell(rows, { row: 0, column: -1 }, 'ArrowRight') ?? at)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextCell(rows, there, event.key)
    if (!next) return
    event.preventDefault()
    setAt(next)
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row}-${next.column}"]`)?.focus()
  }
  const of = (row: number, column: number) => ({
    'data-cell': `${row}-${column}`,
    tabIndex: row === there.row && column === there.column ? 0 : -1,
    onFocus: () => setAt({ row, column }),
  })
  return { table, onKeyDown, of }
}

const Table = ({ matrix, onOpen }: { matrix: MatrixData; onOpen: (cell: MatrixCell) => void }) => {
  const { t } = useTranslation('storyboards')
  const cells = useMemo(
    () => new Map(matrix.cells.map((cell) => [`${cell.character} ${cell.shot_id}`, cell])),
    [matrix],
  )
  const { table, onKeyDown, of } = useRoving(matrix, cells)
  return (
    <Scroll label={t('matrix')} className="p-4">
      <table ref={table} onKeyDown={onKeyDown} className="border-separate border-spacing-0.5">
        <caption className="mb-3 text-left text-muted">{t('matrixHelp')}</caption>
        <thead>
          <tr>
            <td />
            {matrix.shots.map((shot) => (
              <th
                key={shot.shot_id}
                scope="col"
                className="min-w-20 p-0.5 text-left align-bottom font-normal text-[12px]"
              >
                <Picture src={shot.frame?.image_url} alt="" edge={96} className="mb-1 w-24 rounded-sm" />
                {shot.scene}/{shot.number}
                {shot.stale && <span className="text-stale"> · {t('stale')}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.characters.map((row, line) => (
            <tr key={row.character}>
              <th scope="row" className="sticky left-0 z-10 bg-ground pr-3 text-left font-medium">
                {row.character}
                <span className="flex gap-2 whitespace-nowrap font-normal text-[12px] text-muted">
                  <span>
                    {t('cross')} {scoreText(row.cross)}
                  </span>
                  <span>
                    {t('own')} {scoreText(row.own)}
                  </span>
                </span>
              </th>
              {matrix.shots.map((shot, column) => {
                const cell = cells.get(`${row.character} ${shot.shot_id}`)
                if (!cell) return <td key={shot.shot_id} className="bg-surface" />
                return (
                  <td key={shot.shot_id} className="p-0">
                    <button
                      type="button"
                      {...of(line, column)}
                      onClick={() => onOpen(cell)}
                      aria-label={t('cell', {
                        character: row.character,
                        shot: `${shot.scene}/${shot.number}`,
                        score: scoreText(cell.score),
                      })}
                      className={cn(
                        'h-10 w-full min-w-20 font-medium tabular-nums',
                        GROUNDS[cell.missing ? 'retake' : scoreClass(cell.score)],
                      )}
                    >
                      {cell.missing ? '✕' : scoreText(cell.score)}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const nameOf = ({ shots }: MatrixData, { shot_id }: MatrixCell) => {
  const shot = shots.find((each) => each.shot_id === shot_id)
  return shot ? `${shot.scene}/${shot.number}` : ''
}

/** The continuity matrix: characters × shots, coloured by class; a cell opens the two pictures side by side. */
export const Matrix = ({ storyboardId, retakes }: { storyboardId: string; retakes: ReturnType<typeof useRetakes> }) => {
  const { t } = useTranslation('storyboards')
  const query = useQuery(getContinuityOptions({ path: { storyboard_id: storyboardId } }))
  const [open, setOpen] = useState<MatrixCell | null>(null)
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-64" />}>
      {(matrix) =>
        matrix.characters.length === 0 ? (
          <EmptyState icon={<Grid3x3 />} title={t('noMatrix')} />
        ) : (
          <>
            <p className="flex items-center gap-2 px-4 pt-4">
              {t('overall')} <ScoreBadge score={matrix.overall} />
            </p>
            <Table matrix={matrix} onOpen={setOpen} />
            {open && (
              <CellDialog
                cell={open}
                boardId={storyboardId}
                shot={nameOf(matrix, open)}
                retakes={retakes}
                onClose={() => setOpen(null)}
              />
            )}
          </>
        )
      }
    </Loaded>
  )
}
