import { CircleStop, Drama, Lightbulb, PersonStanding, Shirt } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CharacterOut, VariationOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { Button } from '@/ui/button'
import { Input } from '@/ui/field'
import { Menu, MenuItem } from '@/ui/menu'
import { SHEETS, VARIATION_KINDS } from './kinds'
import { SuggestDialog } from './suggest-dialog'
import { useAsk, useCancel } from './use-variations'

const ICONS = { pose: PersonStanding, expression: Drama, outfit: Shirt }

/** What can be asked for: a sheet of a kind, what the script suggests, an outfit in words. */
export const Asking = ({ character, disabled }: { character: CharacterOut; disabled: boolean }) => {
  const { t } = useTranslation('characters')
  const { ask, busy } = useAsk(character)
  const { why } = useMay('edit')
  const [outfit, setOutfit] = useState('')
  const [suggesting, setSuggesting] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!outfit.trim()) return
    ask({ ideas: [{ kind: 'outfit', outfit: outfit.trim() }] })
    setOutfit('')
  }
  return (
    <>
      <Menu
        trigger={
          <Button look="primary" why={why} disabled={!why && disabled} busy={busy}>
            {t('askOne')}
          </Button>
        }
      >
        {VARIATION_KINDS.map((kind) => {
          const Icon = ICONS[kind]
          return (
            <MenuItem key={kind} icon={<Icon />} onSelect={() => ask({ kind })}>
              {t(SHEETS[kind])}
            </MenuItem>
          )
        })}
      </Menu>
      <Button why={why} disabled={!why && disabled} onClick={() => setSuggesting(true)}>
        <Lightbulb />
        {t('suggest')}
      </Button>
      <form onSubmit={submit} className="flex gap-2">
        <Input
          aria-label={t('ownOutfit')}
          placeholder={t('ownOutfit')}
          maxLength={300}
          disabled={disabled}
          value={outfit}
          onChange={(event) => setOutfit(event.target.value)}
        />
        <Button type="submit" why={why} disabled={!why && (disabled || !outfit.trim())} busy={busy}>
          {t('tryOutfit')}
        </Button>
      </form>
      {suggesting && (
        <SuggestDialog character={character} onClose={() => setSuggesting(false)} onAsk={(ideas) => ask({ ideas })} />
      )}
    </>
  )
}

/** Stops the batches that are being drawn. */
export const CancelBatch = ({ variations }: { variations: VariationOut[] }) => {
  const { t } = useTranslation('characters')
  const { why } = useMay('edit')
  const { cancel, busy } = useCancel()
  const waiting = variations.filter(({ drawing }) => drawing)
  if (waiting.length === 0) return null
  const jobs = [...new Set(waiting.flatMap(({ job_id }) => job_id ?? []))]
  return (
    <Button why={why} busy={busy} onClick={() => cancel(jobs)}>
      <CircleStop />
      {t('cancelBatch', { count: waiting.length })}
    </Button>
  )
}
