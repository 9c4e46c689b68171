import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/features/session/use-may'
import { Button, IconButton } from '@/ui/button'
import { Select } from '@/ui/field'
import { PartFacts, type PartProps, WhoPlays } from './part'
import { sameAs, useLinks, type Who } from './use-links'

/** Names that people said are this one's too, each with the way out. */
const Same = ({ part, script }: PartProps) => {
  const { t } = useTranslation('script')
  const links = useLinks(script)
  const { why } = useMay('edit')
  const same = sameAs(script.links, part.name)
  if (same.length === 0) return null
  return (
    <ul aria-label={t('sameNames', { name: part.name })} className="flex flex-wrap gap-1.5">
      {same.map((name) => (
        <li key={name} className="flex items-center rounded border pl-2 text-[13px]">
          {name}
          <IconButton
            size="small"
            label={t('notSame', { name, other: part.name })}
            why={why}
            disabled={!why && links.busy}
            onClick={() => links.who(name, 'reader')}
          >
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}

/** Who somebody of the script is, and every way to say that it is otherwise. */
export const PartCard = ({ part, script, onDone }: PartProps & { onDone: () => void }) => {
  const { t } = useTranslation('script')
  const links = useLinks(script)
  const { why, may } = useMay('edit')
  const others = script.cast.filter(({ name }) => name !== part.name)
  const byHand = part.linked_by === 'hand'
  const decide = (who: Who) => {
    links.who(part.name, who)
    if (who === 'nobody' || (typeof who === 'object' && 'same' in who)) onDone() // the name is nobody's card any more
  }
  return (
    <div className="flex flex-col gap-2.5 p-3">
      <PartFacts part={part} />
      <p className="text-[12px] text-muted">
        {t('inScenes', { count: part.scenes.length, scenes: part.scenes.join(', ') })}
      </p>
      <WhoPlays part={part} script={script} />
      <p className="text-[12px] text-muted">
        {part.linked_by === 'name' ? t('linkedByName') : byHand ? t('linkedByHand') : t('notLinkedHelp')}
      </p>
      <Same part={part} script={script} />
      {others.length > 0 && (
        <Select
          aria-label={t('sameLabel', { name: part.name })}
          value=""
          disabled={!may || links.busy}
          onChange={({ target }) => decide({ same: target.value })}
        >
          <option value="">{t('sameAsWhom')}</option>
          {others.map(({ name }) => (
            <option key={name} value={name}>
              {t('sameAs', { name })}
            </option>
          ))}
        </Select>
      )}
      <div className="flex flex-wrap gap-1.5">
        <Button
          size="small"
          why={why}
          aria-pressed={byHand && !part.character_id}
          disabled={!why && links.busy}
          onClick={() => decide({ character: null })}
          className="aria-pressed:border-accent aria-pressed:text-accent"
        >
          {t('nobody')}
        </Button>
        <Button size="small" why={why} disabled={!why && links.busy} onClick={() => decide('nobody')}>
          {t('noCharacter')}
        </Button>
        {byHand && (
          <Button size="small" why={why} disabled={!why && links.busy} onClick={() => decide('reader')}>
            {t('asRead')}
          </Button>
        )}
      </div>
    </div>
  )
}
