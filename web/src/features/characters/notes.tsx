import { useTranslation } from 'react-i18next'
import type { CharacterOut } from '@/api/generated/types.gen'
import { ReviewPanel } from '@/features/reviews/review-panel'
import { cn } from '@/lib/cn'
import { usePut } from '@/lib/use-put'
import { Picture } from '@/ui/picture'

/** What people say of a character, on the reference picture that they choose. */
export const Notes = ({ character }: { character: CharacterOut }) => {
  const { t } = useTranslation('characters')
  const [params, put] = usePut()
  const { references, name } = character
  const chosen = references.find(({ asset_id }) => asset_id === params.get('picture')) ?? references[0]
  const choose = (picture: string) => put({ picture, note: null })
  return (
    <div className="flex flex-col lg:h-full lg:min-h-0">
      {references.length > 1 && (
        <ul aria-label={t('references')} className="flex gap-2 border-b px-3 py-2">
          {references.map(({ asset_id, url }, at) => (
            <li key={asset_id}>
              <button
                type="button"
                aria-pressed={asset_id === chosen?.asset_id}
                onClick={() => choose(asset_id)}
                className={cn(
                  'block w-14 overflow-hidden rounded border-2 border-transparent',
                  asset_id === chosen?.asset_id && 'border-accent',
                )}
              >
                <Picture src={url} alt={t('referenceAlt', { number: at + 1, name })} edge={56} ratio="1 / 1" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <ReviewPanel
        target={{ kind: 'character', id: character.id }}
        src={chosen?.url}
        assetId={chosen?.asset_id}
        alt={chosen ? t('referenceAlt', { number: references.indexOf(chosen) + 1, name }) : name}
      />
    </div>
  )
}
