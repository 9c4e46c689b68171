import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TargetIn } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { cn } from '@/lib/cn'
import { usePut } from '@/lib/use-put'
import { AnnotatedPicture, placed } from './annotated-picture'
import { Approvals } from './approvals'
import { Composer } from './composer'
import { DrawingTools } from './drawing-tools'
import type { Region, Tool } from './region'
import { Threads } from './threads'
import { type Show, useNotes } from './use-notes'
import { Votes } from './votes'

/** What was drawn and is not sent yet; of a clip on the frame that was seen. */
interface Draft {
  region: Region
  frame: number | undefined
}

interface ReviewPanelProps {
  target: TargetIn
  /** The picture that is spoken of; without one there are only words. */
  src?: string | null
  /** The asset of that picture: notes on another one are listed, but not drawn on this. */
  assetId?: string
  alt?: string
  /** Of a clip: which frame is on the screen. Notes on other frames are listed, but not drawn. */
  frame?: number
  readOnly?: boolean
  /** For a guest: the board that the link shows. */
  boardId?: string
  /** Instead of the picture: a player; and what is under it, its buttons. */
  media?: ReactNode
  below?: ReactNode
  /** Somebody begins to mark or to write: what plays is to stand still. */
  onSay?: () => void
  /** Leave out votes and approval where they stand elsewhere. */
  notesOnly?: boolean
  className?: string
}

/** The tool in the hand and what was drawn with it; what plays stands still meanwhile. */
const useDraft = (frame: number | undefined, onSay: (() => void) | undefined) => {
  const [tool, setTool] = useState<Tool>('look')
  const [draft, setDraft] = useState<Draft | null>(null)
  const keep = (region: Region) => {
    setDraft({ region, frame })
    setTool('look')
  }
  const take = (next: Tool) => {
    setTool(next)
    if (next !== 'look') onSay?.()
  }
  const shown = draft && draft.frame === frame ? draft.region : null
  return { tool, take, draft, shown, keep, forget: () => setDraft(null) }
}

/** Everything people say of a thing: notes drawn on its picture, threads, votes, approval. */
export const ReviewPanel = (props: ReviewPanelProps) => {
  const { target, src, assetId, alt = '', frame, boardId, media, below, onSay, notesOnly, className } = props
  const { t } = useTranslation('reviews')
  const { may } = useMay('note')
  const readOnly = props.readOnly || !may
  const [params, put] = usePut()
  const { tool, take, shown, draft, keep, forget } = useDraft(frame, onSay)
  const [show, setShow] = useState<Show>('open')
  const selected = params.get('note')
  const select = useCallback((note: string | null) => put({ note }), [put])
  const scope = { target, boardId }
  const found = useNotes(scope, show)
  const { notes } = found
  const onPicture = useMemo(() => placed(notes ?? [], assetId, frame), [notes, assetId, frame])
  const numbers = useMemo(() => new Map(onPicture.map(({ id }, at) => [id, at + 1])), [onPicture])
  const hasPicture = Boolean(src || media)
  return (
    <div className={cn('flex flex-1 flex-col lg:min-h-0 lg:flex-row', className)}>
      {hasPicture && (
        <div className="flex min-w-0 flex-1 flex-col">
          {!readOnly && (
            <div className="flex items-center gap-3 border-b px-3 py-1.5">
              <DrawingTools tool={tool} onTool={take} />
              <p className="truncate text-[13px] text-muted max-sm:hidden">{tool !== 'look' && t('drawHelp')}</p>
            </div>
          )}
          <div className="grid flex-1 place-items-center p-3 lg:min-h-0">
            <AnnotatedPicture
              src={src ?? ''}
              alt={alt}
              notes={onPicture}
              tool={tool}
              onTool={take}
              draft={shown}
              onDraft={keep}
              selected={selected}
              onSelect={select}
              className="max-h-[calc(100dvh-14rem)] max-lg:max-h-[56vh]"
            >
              {media}
            </AnnotatedPicture>
          </div>
          {below && <div className="border-t px-3">{below}</div>}
        </div>
      )}
      <div
        className={cn(
          'flex flex-col border-line max-lg:border-t lg:min-h-0 lg:overflow-y-auto lg:border-l', // a low window scrolls, notes keep room
          hasPicture ? 'lg:w-88 lg:shrink-0' : 'flex-1',
        )}
      >
        {!notesOnly && (
          <div className="border-b">
            <Approvals target={target} boardId={boardId} readOnly={props.readOnly} />
            {boardId === undefined && (
              <div className="px-2 pb-2">
                <Votes target={target} readOnly={props.readOnly} />
              </div>
            )}
          </div>
        )}
        <Threads
          found={found}
          scope={scope}
          show={show}
          onShow={setShow}
          numbers={numbers}
          selected={selected}
          onSelect={select}
          readOnly={readOnly}
          withPicture={hasPicture}
        />
        {!readOnly && (
          <Composer
            target={target}
            boardId={boardId}
            region={draft?.region ?? null}
            onForget={forget}
            assetId={draft || frame !== undefined ? assetId : undefined}
            frame={draft ? draft.frame : frame}
            onSay={onSay}
            onWritten={(id) => select(numbers.has(id) ? id : null)}
          />
        )}
      </div>
    </div>
  )
}
