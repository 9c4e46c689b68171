import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listStoryboardsOptions, suggestVariationsMutation } from '@/api/generated/@tanstack/react-query.gen'
import type { CharacterOut, IdeaIn } from '@/api/generated/types.gen'
import { useWord } from '@/lib/use-word'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, Select } from '@/ui/field'
import { ErrorState, Skeleton } from '@/ui/states'
import { keyOf, wordsOf } from './variation-words'

interface SuggestDialogProps {
  character: CharacterOut
  onClose: () => void
  onAsk: (ideas: IdeaIn[]) => void
}

const Ideas = ({
  ideas,
  chosen,
  onToggle,
}: {
  ideas: IdeaIn[]
  chosen: Set<string>
  onToggle: (key: string) => void
}) => {
  const { t } = useTranslation('characters')
  const word = useWord()
  return (
    <ul className="flex flex-col divide-y border-y">
      {ideas.map((idea) => (
        <li key={keyOf(idea)}>
          <label className="flex gap-2.5 py-2">
            <input
              type="checkbox"
              className="mt-1 size-4 accent-accent"
              checked={chosen.has(keyOf(idea))}
              onChange={() => onToggle(keyOf(idea))}
            />
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-2 font-medium">
                {wordsOf(idea, word)}
                <Badge>{t(`kind_${idea.kind}`)}</Badge>
              </span>
              <span className="block text-[13px] text-muted">{t('because', { reason: idea.reason ?? '' })}</span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  )
}

/** What a board lets the character do, feel and wear; nothing is drawn before somebody chooses. */
export const SuggestDialog = ({ character, onClose, onAsk }: SuggestDialogProps) => {
  const { t } = useTranslation('characters')
  const boards = useQuery(listStoryboardsOptions({ query: { limit: 50 } }))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const suggest = useMutation(suggestVariationsMutation())
  const look = (storyboard_id: string) => {
    setLeft(new Set())
    if (storyboard_id) suggest.mutate({ path: { character_id: character.id }, body: { storyboard_id } })
  }
  const ideas = suggest.data?.ideas ?? []
  const chosen = new Set(ideas.map(keyOf).filter((key) => !left.has(key)))
  const toggle = (key: string) =>
    setLeft(left.has(key) ? new Set([...left].filter((k) => k !== key)) : new Set([...left, key]))
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('suggest')}
      description={t('suggestHelp')}
      footer={
        <Button
          look="primary"
          disabled={chosen.size === 0}
          onClick={() => {
            onAsk(ideas.filter((idea) => chosen.has(keyOf(idea))))
            onClose()
          }}
        >
          {t('suggestAsk', { count: chosen.size })}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {boards.data?.storyboards.length === 0 ? (
          <p className="text-muted">{t('suggestNone')}</p>
        ) : (
          <Field label={t('suggestBoard')}>
            {(ids) => (
              <Select {...ids} defaultValue="" onChange={(event) => look(event.target.value)}>
                <option value="" />
                {boards.data?.storyboards.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {suggest.isPending && <Skeleton className="h-32" />}
        {suggest.error && <ErrorState error={suggest.error} />}
        {ideas.length > 0 && <Ideas ideas={ideas} chosen={chosen} onToggle={toggle} />}
      </div>
    </Dialog>
  )
}
