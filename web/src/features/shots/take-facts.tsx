import { useTranslation } from 'react-i18next'
import type { TakeOut } from '@/api/generated/types.gen'
import { span } from '@/lib/time'
import { useWord } from '@/lib/use-word'
import { ScoreBadge } from '@/ui/score-badge'

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) =>
  children ? (
    <div>
      <dt className="text-[12px] text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  ) : null

/** How a take was made and how each character in it was judged. */
export const TakeFacts = ({ take }: { take: TakeOut }) => {
  const { t } = useTranslation('shots')
  const word = useWord()
  return (
    <div className="space-y-4">
      <table className="w-full text-[13px]">
        <caption className="mb-1 text-left font-semibold text-sm">{t('whole')}</caption>
        <tbody>
          {take.characters.map((seen) => (
            <tr key={seen.character} className="border-t align-top">
              <th scope="row" className="py-1.5 pr-2 text-left font-normal">
                {seen.character}
              </th>
              <td className="py-1.5">
                <span className="flex flex-wrap items-center gap-1.5">
                  <ScoreBadge score={seen.score} />
                  {seen.parts.map(({ part, score, reason }) => (
                    <span key={part} title={reason} className="flex items-center gap-1 text-[12px] text-muted">
                      {word('parts', part)} <ScoreBadge score={score} />
                    </span>
                  ))}
                </span>
                {seen.finding && <span className="text-retake">{seen.finding}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <section>
        <h2 className="mb-1 font-semibold">{t('facts')}</h2>
        <dl className="grid gap-2 text-[13px]">
          <Fact name={t('reason')}>{take.reason}</Fact>
          <Fact name={t('changed')}>{take.changed}</Fact>
          <Fact name={t('prompt')}>{take.prompt}</Fact>
          <Fact name={t('enhanced')}>{take.enhanced_prompt}</Fact>
          <Fact name={t('negative')}>{take.negative_prompt}</Fact>
          <Fact name={t('backend')}>{[take.backend, take.model, take.tier].filter(Boolean).join(' · ')}</Fact>
          <Fact name={t('seed')}>{String(take.seed)}</Fact>
          <Fact name={t('cost')}>{span(take.seconds)}</Fact>
          <Fact name={t('by')}>{take.created_by_name}</Fact>
        </dl>
      </section>
    </div>
  )
}
