import { Check, CircleAlert, LoaderCircle, TriangleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FindingOut } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { IconButton } from '@/ui/button'
import type { Judged } from './use-check'

const useAddress = (file: File) => {
  const [address, setAddress] = useState('')
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address
}

const LOOKS = {
  good: { icon: Check, color: 'text-excellent' },
  usable: { icon: TriangleAlert, color: 'text-good' },
  bad: { icon: CircleAlert, color: 'text-retake' },
}

const verdictOf = ({ complaint, seen }: Judged) => (complaint ? 'bad' : (seen?.verdict ?? null))

/** The face that was found, framed in the picture; the picture is shown whole, so the frame fits. */
const Face = ({ face, ratio }: { face: [number, number, number, number]; ratio: number }) => {
  const [x0, y0, x1, y1] = face
  const [width, height] = ratio > 1 ? [1, 1 / ratio] : [ratio, 1]
  const [left, top] = [(1 - width) / 2, (1 - height) / 2]
  const percent = (value: number) => `${value * 100}%`
  return (
    <span
      className="pointer-events-none absolute rounded border-2 border-white/80 shadow-[0_0_0_1px_rgb(0_0_0/0.6)]"
      style={{
        left: percent(left + x0 * width),
        top: percent(top + y0 * height),
        width: percent((x1 - x0) * width),
        height: percent((y1 - y0) * height),
      }}
    />
  )
}

const Findings = ({ findings }: { findings: FindingOut[] }) => (
  <ul className="flex flex-col gap-1">
    {findings.map(({ kind, stops, what, why, todo }) => (
      <li key={kind}>
        <span className={cn('font-medium', stops ? 'text-retake' : 'text-good')}>{what}</span>
        <span className="text-muted">{[why, todo].filter(Boolean).map((words) => ` · ${words}`)}</span>
      </li>
    ))}
  </ul>
)

const Verdict = ({ judged, looking }: { judged: Judged; looking: boolean }) => {
  const { t } = useTranslation('characters')
  const verdict = verdictOf(judged)
  if (!verdict)
    return looking ? (
      <span className="inline-flex items-center gap-1.5 text-muted">
        <LoaderCircle className="size-4 animate-spin" />
        {t('looking')}
      </span>
    ) : null
  const { icon: Icon, color } = LOOKS[verdict]
  return (
    <span className={cn('inline-flex items-center gap-1.5 font-medium', color)}>
      <Icon className="size-4" />
      {t(verdict)}
    </span>
  )
}

/** A photograph that was chosen: how it looks, whether it will do, and why not. */
export const Photograph = ({
  judged,
  looking,
  onRemove,
}: {
  judged: Judged
  looking: boolean
  onRemove: () => void
}) => {
  const { t } = useTranslation('characters')
  const { file, complaint, seen } = judged
  const address = useAddress(file)
  return (
    <li className="flex gap-3 rounded-md border bg-ground p-2" aria-busy={looking && !verdictOf(judged)}>
      <span className="relative block size-28 shrink-0 overflow-hidden rounded bg-surface">
        {address && complaint?.key !== 'notPicture' && (
          <img src={address} alt={file.name} className="size-full object-contain" />
        )}
        {seen?.face && <Face face={seen.face} ratio={seen.width / seen.height} />}
      </span>
      <div className="min-w-0 flex-1 text-[13px]">
        <div className="flex items-start gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{file.name}</span>
          <IconButton
            size="small"
            label={t('removePhotograph', { name: file.name })}
            onClick={onRemove}
            className="-mt-1"
          >
            <X />
          </IconButton>
        </div>
        <Verdict judged={judged} looking={looking} />
        {complaint && (
          <p>
            {t(complaint.key, complaint.values)}
            <span className="text-muted"> · {t(`${complaint.key}Todo`)}</span>
          </p>
        )}
        {seen && <Findings findings={seen.findings} />}
        {seen && seen.face_pixels !== null && (
          <p className="mt-0.5 text-[12px] text-muted tabular-nums">
            {t('faceFacts', { width: seen.width, height: seen.height, pixels: seen.face_pixels })}
            {seen.quality !== null && ` · ${t('quality', { percent: Math.floor(seen.quality * 100) })}`}
          </p>
        )}
      </div>
    </li>
  )
}
