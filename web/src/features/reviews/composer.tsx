import { MapPin, Send, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteIn } from '@/api/generated/types.gen'
import { Button, IconButton } from '@/ui/button'
import { Select } from '@/ui/field'
import { MentionBox } from './mention-box'
import type { Region } from './region'
import { type Scope, useNoteActions } from './use-notes'

type Kind = NonNullable<NoteIn['kind']>
const KINDS: Kind[] = ['note', 'suggestion', 'approval']

interface ComposerProps extends Scope {
  region: Region | null
  /** The place that was drawn does not count. */
  onForget: () => void
  assetId?: string
  frame?: number
  /** Somebody begins to write. */
  onSay?: () => void
  onWritten?: (id: string) => void
}

/** Where a new note is written; the place that was drawn on the picture goes with it. */
export const Composer = (props: ComposerProps) => {
  const { target, boardId, region, onForget, assetId, frame, onSay, onWritten } = props
  const { t } = useTranslation('reviews')
  const [body, setBody] = useState('')
  const [kind, setKind] = useState<Kind>('note')
  const { write } = useNoteActions({ target, boardId })
  const send = () => {
    if (!body.trim() || write.isPending) return
    write.mutate(
      { body, kind, region, asset_id: assetId ?? null, frame: frame ?? null },
      {
        onSuccess: ({ id }) => {
          setBody('')
          setKind('note')
          onForget()
          onWritten?.(id)
        },
      },
    )
  }
  return (
    <div className="flex flex-col gap-2 border-t bg-surface p-3 lg:sticky lg:bottom-0">
      {(region || frame !== undefined) && (
        <div className="flex items-center gap-1.5 text-[13px] text-accent">
          <MapPin className="size-4" />
          <span className="flex-1">
            {[region && t(`place_${region.type}`), frame !== undefined && t('frame', { frame })]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {region && (
            <IconButton size="small" label={t('forget')} onClick={onForget}>
              <X />
            </IconButton>
          )}
        </div>
      )}
      <MentionBox
        key={region ? 'with' : 'without'}
        autoFocus={region !== null}
        label={t('words')}
        value={body}
        onChange={setBody}
        onSend={send}
        onFocus={onSay}
        onEscape={region ? onForget : undefined}
      />
      <div className="flex items-center gap-2">
        <Select
          aria-label={t('kind')}
          className="w-auto"
          value={kind}
          onChange={(event) => setKind(event.target.value as Kind)}
        >
          {KINDS.map((each) => (
            <option key={each} value={each}>
              {t(`kind_${each}`)}
            </option>
          ))}
        </Select>
        <span className="flex-1" />
        <Button look="primary" busy={write.isPending} disabled={!body.trim()} onClick={send}>
          <Send />
          {t('send')}
        </Button>
      </div>
    </div>
  )
}
