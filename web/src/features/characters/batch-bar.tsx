import { Archive, Tag, X } from 'lucide-react'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CharacterItem } from '@/api/generated/types.gen'
import { type Command, useOffer } from '@/lib/commands'
import { Button, IconButton } from '@/ui/button'
import { Input } from '@/ui/field'
import { Popover } from '@/ui/popover'
import type { useBatch } from './use-batch'

interface BatchBarProps {
  items: CharacterItem[]
  batch: ReturnType<typeof useBatch>
  onClear: () => void
}

/** What can be done with the selected characters; it is there only while some are. */
export const BatchBar = ({ items, batch, onClear }: BatchBarProps) => {
  const { t } = useTranslation('characters')
  const [tag, setTag] = useState('')
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (!tag.trim()) return
    void batch.addTag(items, tag.trim().replaceAll('#', ''))
    setTag('')
  }
  const commands = useMemo<Command[]>(() => {
    const putAway = () => {
      void batch.putAway(items)
      onClear()
    }
    return [
      { id: 'characters-put-away', title: t('putAway'), group: t('group'), keys: 'delete', run: putAway },
      { id: 'characters-clear', title: t('unselect'), group: t('group'), keys: 'escape', run: onClear },
    ]
  }, [t, batch, items, onClear])
  useOffer(commands)
  return (
    <section
      aria-label={t('batch')}
      className="absolute inset-x-3 bottom-3 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised px-3 py-2 shadow-2xl"
    >
      <span className="font-medium tabular-nums">{t('selected', { count: items.length })}</span>
      <Popover
        label={t('addTag')}
        trigger={
          <Button busy={batch.busy}>
            <Tag />
            {t('addTag')}
          </Button>
        }
      >
        <form onSubmit={add} className="flex gap-2 p-3">
          <Input
            aria-label={t('tagToAdd')}
            maxLength={50}
            value={tag}
            onChange={(event) => setTag(event.target.value)}
            autoFocus
          />
          <Button type="submit" look="primary" disabled={!tag.trim()}>
            {t('addTag')}
          </Button>
        </form>
      </Popover>
      <Button look="danger" busy={batch.busy} onClick={() => commands[0]?.run()}>
        <Archive />
        {t('putAway')}
      </Button>
      <IconButton label={t('unselect')} keys="escape" onClick={onClear}>
        <X />
      </IconButton>
    </section>
  )
}
