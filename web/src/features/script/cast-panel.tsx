import { MoreHorizontal, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ScreenplayOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { TAKES_PICTURES } from '@/lib/files'
import { Portrait } from '@/lib/portrait'
import { Button, IconButton } from '@/ui/button'
import { useNames } from './marks'
import { PartFacts, type PartProps, WhoPlays } from './part'
import { useLinks } from './use-links'

const PartRow = ({ part, script }: PartProps) => {
  const { t } = useTranslation('script')
  const { open, define } = useNames()
  const { name, character_id: id, character_name: called } = part
  return (
    <li
      className="flex gap-3 border-b p-3"
      {...TAKES_PICTURES}
      onDrop={({ dataTransfer }) => define(name, [...dataTransfer.files])}
    >
      <span className="size-14 shrink-0 overflow-hidden rounded bg-ground">
        {id && <Portrait id={id} name={called ?? name} src={part.thumbnail_url} edge={64} />}
      </span>
      <div className="min-w-0 flex-1 space-y-1">
        <PartFacts part={part} />
        <WhoPlays part={part} script={script}>
          <IconButton
            label={t('correct', { name })}
            aria-haspopup="dialog"
            onClick={({ currentTarget }) => open('character', name, currentTarget)}
          >
            <MoreHorizontal />
          </IconButton>
        </WhoPlays>
      </div>
    </li>
  )
}

/** Names that somebody said are no character's, with the way back. */
const LeftOut = ({ script }: { script: ScreenplayOut }) => {
  const { t } = useTranslation('script')
  const links = useLinks(script)
  const { why } = useMay('edit')
  const names = script.links.not_characters
  if (names.length === 0) return null
  return (
    <section aria-label={t('leftOut')} className="space-y-1.5 p-3">
      <h3 className="text-[13px] text-muted">{t('leftOut')}</h3>
      <ul className="flex flex-wrap gap-1.5">
        {names.map((name) => (
          <li key={name}>
            <Button
              size="small"
              why={why}
              disabled={!why && links.busy}
              aria-label={t('bringBack', { name })}
              onClick={() => links.who(name, 'reader')}
            >
              <Undo2 />
              {name}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who is in the script, and which character of ours that is; photographs dropped on a name define it. */
export const CastPanel = ({ script }: { script: ScreenplayOut }) => (
  <>
    <ul>
      {script.cast.map((part) => (
        <PartRow key={part.name} part={part} script={script} />
      ))}
    </ul>
    <LeftOut script={script} />
  </>
)
