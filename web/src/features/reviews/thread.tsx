import { Check, CircleDot, MapPin, MoreHorizontal, Pencil, Reply, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoteOut, ReplyOut } from '@/api/generated/types.gen'
import { useMe } from '@/features/session/use-me'
import { cn } from '@/lib/cn'
import { ago } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Faces, personColor } from '@/ui/faces'
import { Menu, MenuItem } from '@/ui/menu'
import { tell } from '@/ui/toast'
import { MentionBox } from './mention-box'
import { pieces } from './mentions'
import { type Scope, useNoteActions } from './use-notes'
import { usePeople } from './use-people'

const Words = ({ note }: { note: ReplyOut }) => {
  const { t } = useTranslation('reviews')
  const people = usePeople()
  if (note.deleted) return <p className="text-muted italic">{t('removed')}</p>
  const names = people.filter(({ id }) => note.mentions.includes(id)).map(({ name }) => name)
  return (
    <p className="whitespace-pre-wrap break-words">
      {pieces(note.body, names).map(({ text, name }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never change their order
        <span key={at} className={cn(name && 'font-medium text-accent')}>
          {text}
        </span>
      ))}
    </p>
  )
}

const Editing = ({
  label,
  start = '',
  busy,
  onSend,
  onCancel,
}: {
  label: string
  start?: string
  busy: boolean
  onSend: (body: string) => void
  onCancel: () => void
}) => {
  const { t } = useTranslation('reviews')
  const [body, setBody] = useState(start)
  const send = () => body.trim() && !busy && onSend(body)
  return (
    <div className="mt-1 flex flex-col gap-2">
      <MentionBox label={label} value={body} onChange={setBody} onSend={send} onEscape={onCancel} autoFocus />
      <div className="flex justify-end gap-2">
        <Button size="small" look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button size="small" look="primary" busy={busy} disabled={!body.trim()} onClick={send}>
          {start ? t('keep') : t('answer')}
        </Button>
      </div>
    </div>
  )
}

/** One note or answer: who, when, what; its author may change it or take it back. */
const Said = ({ note, scope, readOnly }: { note: ReplyOut; scope: Scope; readOnly?: boolean }) => {
  const { t } = useTranslation('reviews')
  const { data: me } = useMe()
  const { words, remove } = useNoteActions(scope)
  const [state, setState] = useState<'reading' | 'editing' | 'removing'>('reading')
  const mine = me?.id === note.author && !note.deleted && !readOnly
  const change = (body: string) =>
    words.mutate({ path: { note_id: note.id }, body: { body } }, { onSuccess: () => setState('reading') })
  return (
    <div className="flex gap-2">
      <Faces people={[{ id: note.author, name: note.author_name }]} className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <span className="truncate font-medium">{note.author_name}</span>
          <span className="shrink-0 text-[12px] text-muted">
            {ago(note.created_at)}
            {note.version > 1 && !note.deleted && ` · ${t('changed')}`}
          </span>
          <span className="flex-1" />
          {mine && (
            <Menu
              trigger={
                <IconButton size="small" label={t('more')} className="-my-1">
                  <MoreHorizontal />
                </IconButton>
              }
            >
              <MenuItem icon={<Pencil />} onSelect={() => setState('editing')}>
                {t('edit')}
              </MenuItem>
              <MenuItem icon={<Trash2 />} danger onSelect={() => setState('removing')}>
                {t('remove')}
              </MenuItem>
            </Menu>
          )}
        </div>
        {state === 'editing' ? (
          <Editing
            label={t('edit')}
            start={note.body}
            busy={words.isPending}
            onSend={change}
            onCancel={() => setState('reading')}
          />
        ) : (
          <Words note={note} />
        )}
      </div>
      <Dialog
        open={state === 'removing'}
        onClose={() => setState('reading')}
        title={t('removeSure')}
        footer={
          <Button
            look="danger"
            busy={remove.isPending}
            onClick={() => remove.mutate({ path: { note_id: note.id } }, { onSuccess: () => setState('reading') })}
          >
            {t('remove')}
          </Button>
        }
      >
        {t('removeHelp')}
      </Dialog>
    </div>
  )
}

interface ThreadProps {
  note: NoteOut
  /** The number that stands on the picture; none where the note is about the whole. */
  number?: number
  scope: Scope
  selected: boolean
  onSelect: () => void
  readOnly?: boolean
}

/** A note with its answers, and what can be done about it. */
export const Thread = ({ note, number, scope, selected, onSelect, readOnly }: ThreadProps) => {
  const { t } = useTranslation('reviews')
  const { reply, resolve, reopen } = useNoteActions(scope)
  const [answering, setAnswering] = useState(false)
  const path = { note_id: note.id }
  const toggle = () => {
    const [there, back] = note.resolved ? [reopen, resolve] : [resolve, reopen]
    there.mutate({ path })
    tell(note.resolved ? t('reopened') : t('resolved'), {
      undo: { label: t('undo'), run: () => back.mutate({ path }) },
    })
  }
  return (
    <li
      id={`note-${note.id}`}
      className={cn('border-b p-3', selected && 'bg-raised', note.resolved && !selected && 'opacity-75')}
    >
      <div className="mb-1.5 flex flex-wrap items-center gap-1.5 empty:hidden">
        {number !== undefined && (
          <button
            type="button"
            onClick={onSelect}
            aria-label={t('pin', { number, name: note.author_name, words: note.body.slice(0, 60) })}
            aria-pressed={selected}
            style={{ background: personColor(note.author) }}
            className="grid h-5 min-w-5 place-items-center rounded-full px-1 font-semibold text-[11px] text-black"
          >
            {number}
          </button>
        )}
        {note.kind !== 'note' && (
          <Badge tone={note.kind === 'approval' ? 'excellent' : 'accent'}>{t(`kind_${note.kind}`)}</Badge>
        )}
        {note.frame !== null && (
          <button type="button" aria-pressed={selected} onClick={onSelect}>
            <Badge>
              <MapPin className="size-3" />
              {t('frame', { frame: note.frame })}
            </Badge>
          </button>
        )}
        {note.resolved && (
          <Badge tone="excellent">
            <Check className="size-3" />
            {t('done')}
          </Badge>
        )}
      </div>
      <Said note={note} scope={scope} readOnly={readOnly} />
      {note.replies.length > 0 && (
        <ul
          aria-label={t('answers', { name: note.author_name })}
          className="mt-2 ml-3 flex flex-col gap-2 border-l-2 pl-3"
        >
          {note.replies.map((each) => (
            <li key={each.id}>
              <Said note={each} scope={scope} readOnly={readOnly} />
            </li>
          ))}
        </ul>
      )}
      {answering && (
        <div className="mt-2 ml-8">
          <Editing
            label={t('answerWords')}
            busy={reply.isPending}
            onSend={(body) => reply.mutate({ path, body: { body } }, { onSuccess: () => setAnswering(false) })}
            onCancel={() => setAnswering(false)}
          />
        </div>
      )}
      {!readOnly && !answering && (
        <div className="mt-1.5 ml-7 flex gap-1">
          <Button size="small" look="quiet" onClick={() => setAnswering(true)}>
            <Reply />
            {t('answer')}
          </Button>
          <Button size="small" look="quiet" onClick={toggle}>
            {note.resolved ? <Undo2 /> : <CircleDot />}
            {note.resolved ? t('reopen') : t('resolve')}
          </Button>
        </div>
      )}
    </li>
  )
}
