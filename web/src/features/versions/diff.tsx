import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeOut, DiffOut } from '@/api/generated/types.gen'
import { Button } from '@/ui/button'
import { Picture } from '@/ui/picture'
import { Loaded, Skeleton } from '@/ui/states'
import { diffOf, pictureOf, type Versioned } from './kinds'
import { fieldWords, isColour, sorted, valueWords } from './values'
import { Words } from './word-difference'

const Colour = ({ value }: { value: string }) => (
  <span className="inline-flex items-center gap-1.5">
    <span style={{ background: value }} className="size-4 rounded border border-line-strong" />
    <span className="font-mono text-[12px]">{value}</span>
  </span>
)

const Value = ({ value }: { value: unknown }) => {
  const { t } = useTranslation('versions')
  if (isColour(value)) return <Colour value={value} />
  const words = valueWords(value)
  return words ? <span className="break-words">{words}</span> : <span className="text-muted italic">{t('empty')}</span>
}

const isProse = ({ before, after }: ChangeOut) =>
  typeof before === 'string' && typeof after === 'string' && `${before}${after}`.includes(' ')

const Changes = ({ changes }: { changes: readonly ChangeOut[] }) => (
  <dl className="divide-y border-y">
    {changes.map((change) => (
      <div key={change.path} className="grid gap-x-4 gap-y-1 py-2 sm:grid-cols-[11rem_1fr]">
        <dt className="text-muted">{fieldWords(change.path)}</dt>
        <dd>
          {isProse(change) ? (
            <Words before={String(change.before)} after={String(change.after)} />
          ) : (
            <span className="flex flex-wrap items-center gap-2">
              <Value value={change.before} />
              <span className="text-muted">→</span>
              <Value value={change.after} />
            </span>
          )}
        </dd>
      </div>
    ))}
  </dl>
)

const Pictures = ({ diff, versioned }: { diff: DiffOut; versioned: Versioned }) => {
  const { t } = useTranslation('versions')
  const numbers = { from: diff.older.number, to: diff.newer.number }
  if (diff.pictures.length === 0) return null
  if (!diff.pictures.some(({ changed }) => changed))
    return <p className="mb-4 text-[13px] text-muted">{t('samePictures')}</p>
  return (
    <section aria-label={t('pictures')} className="mb-4">
      <Picture
        src={pictureOf(versioned, numbers.from, numbers.to)}
        alt={t('picturesSide', numbers)}
        fit="contain"
        className="w-full max-w-3xl rounded"
      />
    </section>
  )
}

/** What two versions of a thing differ in: pictures side by side, texts word by word. */
export const Diff = ({ versioned, from, to }: { versioned: Versioned; from: number; to: number }) => {
  const { t } = useTranslation('versions')
  const query = useQuery(diffOf(versioned, from, to))
  const [all, setAll] = useState(false)
  return (
    <Loaded query={query} skeleton={<Skeleton className="h-40" />}>
      {(diff) => {
        const { written, measured } = sorted(diff.changes)
        return (
          <>
            <Pictures diff={diff} versioned={versioned} />
            {written.length > 0 ? <Changes changes={written} /> : <p className="text-muted">{t('same')}</p>}
            {measured.length > 0 && (
              <div className="mt-4">
                <Button size="small" aria-expanded={all} onClick={() => setAll(!all)}>
                  {t('measured', { count: measured.length })}
                </Button>
                {all && (
                  <div className="mt-2">
                    <Changes changes={measured} />
                  </div>
                )}
              </div>
            )}
          </>
        )
      }}
    </Loaded>
  )
}
