import { PenLine, Stamp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PanelBoard, PanelShot } from '@/api/generated/types.gen'
import { useConsensus } from '@/features/reviews/approvals'
import { useWord } from '@/features/reviews/use-word'
import { YourWord } from '@/features/reviews/your-word'
import { IconButton } from '@/ui/button'
import { Picture } from '@/ui/picture'

interface PanelProps {
  shot: PanelShot
  place: number
  boardId: string
  onOpen: () => void
}

const Panel = ({ shot, place, boardId, onOpen }: PanelProps) => {
  const { t } = useTranslation('review')
  const mine = shot.approval.mine ?? null
  const { busy, say } = useWord({ target: { kind: 'shot', id: shot.id }, boardId }, mine)
  const speak = (verdict: 'approved' | 'changes') => void say(verdict).catch(() => undefined) // told already
  return (
    <li className="flex flex-col overflow-hidden rounded-md border bg-surface">
      <button type="button" onClick={onOpen} className="block w-full flex-1 text-left hover:bg-raised">
        <Picture src={shot.frame?.image_url} alt="" edge={320} />
        <span className="block p-2 text-[13px]">
          <span className="mr-2 text-muted">{t('panel', { place: place + 1 })}</span>
          {shot.description}
        </span>
      </button>
      <div className="flex items-center gap-1 border-t p-1">
        <IconButton
          label={t('approvePanel', { place: place + 1 })}
          pressed={mine === 'approved'}
          className={mine === 'approved' ? 'text-excellent' : undefined}
          disabled={busy}
          onClick={() => speak('approved')}
        >
          <Stamp />
        </IconButton>
        <IconButton
          label={t('changePanel', { place: place + 1 })}
          pressed={mine === 'changes'}
          className={mine === 'changes' ? 'text-retake' : undefined}
          disabled={busy}
          onClick={() => speak('changes')}
        >
          <PenLine />
        </IconButton>
        <span className="px-1 text-[12px] text-muted">{mine && t(`said.${mine}`)}</span>
      </div>
    </li>
  )
}

/** What the guest says of the board as a whole. */
const WholeBoard = ({ boardId }: { boardId: string }) => {
  const { t } = useTranslation('review')
  const scope = { target: { kind: 'storyboard' as const, id: boardId }, boardId }
  const { data } = useConsensus(scope)
  if (!data) return null
  return (
    <section
      aria-label={t('whole')}
      className="mx-4 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-surface p-3"
    >
      <h2 className="font-semibold">{t('whole')}</h2>
      <YourWord scope={scope} consensus={data} />
    </section>
  )
}

/** All panels at once, each approved or sent back by one click, and the board as a whole. */
export const GuestGrid = ({ board, onOpen }: { board: PanelBoard; onOpen: (id: string) => void }) => (
  <>
    <WholeBoard boardId={board.storyboard_id} />
    <ol className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-3 p-4">
      {board.shots.map((shot, place) => (
        <Panel key={shot.id} shot={shot} place={place} boardId={board.storyboard_id} onOpen={() => onOpen(shot.id)} />
      ))}
    </ol>
  </>
)
