import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getScreenplayQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import type { ScreenplayOut } from '@/api/generated/types.gen'
import { CreateDialog } from '@/features/characters/create-dialog'
import { useOffer } from '@/lib/commands'
import { isPicture } from '@/lib/files'
import { PopoverAt } from '@/ui/popover'
import { type Kind, marksOf, Names, stepFrom } from './marks'
import { PartCard } from './part-card'
import { Place } from './place'
import { useLinks } from './use-links'

interface Card {
  kind: Kind
  name: string
  anchor: HTMLElement
}

/** The card of a name, beside where it was pressed; none once the script has the name no more. */
const NameCard = ({ card, script, onClose }: { card: Card; script: ScreenplayOut; onClose: () => void }) => {
  const { t } = useTranslation('script')
  const part = card.kind === 'character' && script.cast.find(({ name }) => name === card.name)
  const place = card.kind === 'place' && script.places.find(({ name }) => name === card.name)
  if (!part && !place) return null
  return (
    <PopoverAt anchor={card.anchor} label={t('card', { name: card.name })} onClose={onClose}>
      {part && <PartCard part={part} script={script} onDone={onClose} />}
      {place && <Place place={place} script={script} />}
    </PopoverAt>
  )
}

/** Somebody of the script is made a character of photographs, and linked at once. */
const Defining = ({
  script,
  name,
  files,
  onClose,
}: {
  script: ScreenplayOut
  name: string
  files: File[]
  onClose: () => void
}) => {
  const queries = useQueryClient()
  const links = useLinks(script)
  const made = (character: string) => {
    onClose()
    void queries.invalidateQueries({ queryKey: getScreenplayQueryKey({ path: { screenplay_id: script.id } }) })
    links.made(name, character)
  }
  return <CreateDialog files={files} name={name} onClose={onClose} onMade={made} />
}

/** m and shift+m go from name to name in the text. */
const useSteps = () => {
  const { t } = useTranslation('script')
  const last = useRef<HTMLElement>(undefined)
  useOffer(
    useMemo(() => {
      const step = (by: 1 | -1) => () => {
        const here = document.activeElement?.closest('[data-named]') ?? last.current ?? null
        last.current = stepFrom(here, by) ?? last.current
      }
      const group = t('group')
      return [
        { id: 'name-next', title: t('nextName'), group, keys: 'm', run: step(1) },
        { id: 'name-previous', title: t('previousName'), group, keys: 'shift+m', run: step(-1) },
      ]
    }, [t]),
  )
}

/** The names of a script for all that shows them: their colours, and the card that each opens. */
export const NamesOf = ({ script, children }: { script: ScreenplayOut; children: ReactNode }) => {
  const [card, setCard] = useState<Card | null>(null)
  const [defining, setDefining] = useState<{ name: string; files: File[] } | null>(null)
  const { cast, places } = script
  useSteps()
  const shared = useMemo(
    () => ({
      marks: marksOf({ cast, places }),
      open: (kind: Kind, name: string, anchor: HTMLElement) => setCard({ kind, name, anchor }),
      define: (name: string, dropped: readonly File[]) => {
        const files = dropped.filter(isPicture)
        setCard(null)
        if (files.length > 0) setDefining({ name, files })
      },
    }),
    [cast, places],
  )
  return (
    <Names value={shared}>
      {children}
      {card && <NameCard card={card} script={script} onClose={() => setCard(null)} />}
      {defining && <Defining script={script} {...defining} onClose={() => setDefining(null)} />}
    </Names>
  )
}
