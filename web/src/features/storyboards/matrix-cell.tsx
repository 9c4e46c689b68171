import { ExternalLink, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { MatrixCell } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { at, useProjectId } from '@/lib/project'
import { useWord } from '@/lib/use-word'
import { Button, buttonClasses } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Picture } from '@/ui/picture'
import { ScoreBadge } from '@/ui/score-badge'
import type { useRetakes } from './use-retakes'

const Side = ({ title, src, alt }: { title: string; src: string | null; alt: string }) => {
  const { t } = useTranslation('storyboards')
  return (
    <figure className="min-w-0 flex-1">
      {src ? (
        <Picture src={src} alt={alt} ratio="4 / 5" fit="contain" eager className="rounded" />
      ) : (
        <div className="grid aspect-[4/5] place-items-center rounded bg-ground p-4 text-center text-muted">
          {t('noCrop')}
        </div>
      )}
      <figcaption className="mt-1 text-center text-muted">{title}</figcaption>
    </figure>
  )
}

/** A character in a shot beside the reference it was held against, and how each part was judged. */
export const CellDialog = ({
  cell,
  boardId,
  shot,
  retakes,
  onClose,
}: {
  cell: MatrixCell
  boardId: string
  shot: string
  retakes: ReturnType<typeof useRetakes>
  onClose: () => void
}) => {
  const { t } = useTranslation('storyboards')
  const projectId = useProjectId()
  const { why } = useMay('edit')
  const again = () => {
    retakes.these([cell.shot_id], cell.finding.slice(0, 500))
    onClose()
  }
  const word = useWord()
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('cellTitle', { character: cell.character, shot })}
      description={cell.reason || cell.finding || undefined}
      footer={
        <>
          <Link className={buttonClasses()} to={at(projectId, 'storyboards', boardId, 'shots', cell.shot_id)}>
            <ExternalLink />
            {t('open')}
          </Link>
          <Button look="primary" why={why} busy={retakes.busy} onClick={again}>
            <RotateCcw />
            {t('retake')}
          </Button>
        </>
      }
    >
      <div className="grid gap-5 md:grid-cols-[3fr_2fr]">
        <div className="flex gap-3">
          <Side title={t('inFrame')} src={cell.crop_url} alt={t('inFrame')} />
          <Side title={t('onSheet')} src={cell.reference_url} alt={t('onSheet')} />
        </div>
        <div>
          <p className="mb-3 flex items-center gap-2">
            {t('scoreHead')} <ScoreBadge score={cell.score} />
          </p>
          <table className="w-full text-[13px]">
            <thead className="text-left text-muted">
              <tr>
                <th className="py-1 font-medium">{t('part')}</th>
                <th className="font-medium">{t('scoreHead')}</th>
                <th className="font-medium">{t('measured')}</th>
              </tr>
            </thead>
            <tbody>
              {cell.parts.map((found) => (
                <tr key={found.part} className="border-t align-top">
                  <th scope="row" className="py-1.5 pr-2 text-left font-normal">
                    {word('parts', found.part)}
                  </th>
                  <td className="pr-2">
                    <ScoreBadge score={found.score} />
                  </td>
                  <td className="break-words text-[12px] text-muted">
                    {found.score === null ? found.reason : found.backbone}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Dialog>
  )
}
