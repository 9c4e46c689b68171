import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useOffer } from '@/lib/commands'
import { Button } from '@/ui/button'
import { Select } from '@/ui/field'
import { SearchBox } from '@/ui/search-box'
import { type choicesOf, STATES, type Wanted, WHOSE } from './wanted'

const SEARCH = 'search-reviews'

interface FiltersProps {
  wanted: Wanted
  choices: ReturnType<typeof choicesOf>
  /** Sets what the address says; null takes it away. */
  put: (values: Record<string, string | null>) => void
}

const Choice = ({
  label,
  value,
  onChange,
  options,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  options: readonly (readonly [string, string])[]
}) => (
  <Select
    aria-label={label}
    value={value}
    onChange={({ target }) => onChange(target.value)}
    className="w-auto max-w-44 max-sm:flex-1"
  >
    {options.map(([key, title]) => (
      <option key={key} value={key}>
        {title}
      </option>
    ))}
  </Select>
)

/** Which reviews are shown: by state, whose they are, kind, board, scene, and words. */
export const Filters = ({ wanted, choices, put }: FiltersProps) => {
  const { t } = useTranslation('review')
  useOffer(
    useMemo(
      () => [
        {
          id: 'review-search',
          title: t('search'),
          group: t('group'),
          keys: '/',
          run: () => document.getElementById(SEARCH)?.focus(),
        },
      ],
      [t],
    ),
  )
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-3">
      <fieldset aria-label={t('state')} className="flex rounded-md border max-sm:w-full">
        {STATES.map((state) => (
          <Button
            key={state}
            look="quiet"
            aria-pressed={wanted.state === state}
            onClick={() => put({ state })}
            className="flex-1 aria-pressed:bg-raised aria-pressed:text-accent"
          >
            {t(`states.${state}`)}
          </Button>
        ))}
      </fieldset>
      <Choice
        label={t('whose')}
        value={wanted.whose}
        onChange={(mine) => put({ mine })}
        options={WHOSE.map((whose) => [whose, t(`mine.${whose || 'all'}`)])}
      />
      <Choice
        label={t('kind')}
        value={wanted.kind}
        onChange={(kind) => put({ kind })}
        options={[['', t('anyKind')], ...choices.kinds.map((kind) => [kind, t(`kinds.${kind}`)] as const)]}
      />
      {choices.boards.length > 1 && (
        <Choice
          label={t('board')}
          value={wanted.board}
          onChange={(board) => put({ board, scene: null })}
          options={[['', t('anyBoard')], ...choices.boards.map(([id = '', title = '']) => [id, title] as const)]}
        />
      )}
      {choices.scenes.length > 0 && (
        <Choice
          label={t('scene')}
          value={wanted.scene}
          onChange={(scene) => put({ scene })}
          options={[['', t('anyScene')], ...choices.scenes.map((scene) => [scene, t('sceneOf', { scene })] as const)]}
        />
      )}
      <SearchBox id={SEARCH} label={t('search')} value={wanted.words} onChange={(q) => put({ q })} />
    </div>
  )
}
