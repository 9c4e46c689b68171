import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeroShotOut, PanelShot } from '@/api/generated/types.gen'
import { DropZone } from '@/ui/drop-zone'
import { Field, Select } from '@/ui/field'
import { useUpload } from './use-heroes'

interface UploadTileProps {
  generationId: string
  shot: PanelShot
  heroes: HeroShotOut | undefined
  disabled: boolean
}

/** Where one's own drawing or photograph becomes a frame of the shot. */
export const UploadTile = ({ generationId, shot, heroes, disabled }: UploadTileProps) => {
  const { t } = useTranslation('heroes')
  const [fit, setFit] = useState<'fill' | 'whole'>('fill')
  const { upload, uploading } = useUpload(generationId, shot, heroes)
  return (
    <li className="flex flex-col gap-2 [&>div]:flex [&>div]:flex-1 [&>div>button]:h-full">
      <DropZone
        label={t('drop')}
        text={t('drop')}
        hint={t('dropHint')}
        disabled={disabled || uploading}
        onFiles={([file]) => file && upload({ file, fit })}
      />
      <Field label={t('fit')}>
        {(ids) => (
          <Select
            {...ids}
            value={fit}
            disabled={disabled}
            onChange={({ target }) => setFit(target.value === 'whole' ? 'whole' : 'fill')}
          >
            {(['fill', 'whole'] as const).map((each) => (
              <option key={each} value={each}>
                {t(`fits.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </li>
  )
}
