import { useMutation } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { conformCutMutation } from '@/api/generated/@tanstack/react-query.gen'
import type { ConformChange, ConformOut, CutOut } from '@/api/generated/types.gen'
import { base64 } from '@/lib/upload'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { DropZone } from '@/ui/drop-zone'
import { ErrorState } from '@/ui/states'
import { Switch } from '@/ui/switch'

const TONES = {
  moved: 'accent',
  trimmed: 'accent',
  omitted: 'retake',
  returned: 'good',
  unknown: 'stale',
  repeated: 'stale',
} as const

const Change = ({ change }: { change: ConformChange }) => {
  const { t } = useTranslation('cuts')
  const { what, name, before, after } = change
  const figures = { before: before ?? '–', after: after ?? '–' }
  const told = {
    moved: () => t('fromTo.moved', figures),
    trimmed: () => t('fromTo.trimmed', figures),
    omitted: () => t('gone', { before: figures.before }),
    returned: () => t('came', { after: figures.after }),
    unknown: () => `${t('came', { after: figures.after })} · ${t('ignored')}`,
    repeated: () => `${t('came', { after: figures.after })} · ${t('ignored')}`,
  }[what]()
  return (
    <li className="flex items-center gap-3 py-1.5">
      <span className="w-28 shrink-0">
        <Badge tone={TONES[what]}>{t(`what.${what}`)}</Badge>
      </span>
      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
      <span className="text-[13px] text-muted tabular-nums">{told}</span>
    </li>
  )
}

const Differences = ({ found }: { found: ConformOut }) => {
  const { t } = useTranslation('cuts')
  return (
    <section aria-label={t('differences')}>
      <h3 className="font-semibold">{t('differences')}</h3>
      {found.changes.length === 0 ? (
        <p className="mt-1 text-muted">{t('same')}</p>
      ) : (
        <ul className="mt-1 divide-y">
          {found.changes.map((change) => (
            <Change key={`${change.what}${change.key}${change.name}${change.after}`} change={change} />
          ))}
        </ul>
      )}
      {([false, true] as const).map((out) => {
        const names = found.missing.filter(({ left_out }) => left_out === out).map(({ name }) => name)
        return (
          names.length > 0 && (
            <p key={String(out)} className="mt-2 text-[13px] text-muted">
              {t(out ? 'missingOut' : 'missing', { names: names.join(', ') })}
            </p>
          )
        )
      })}
    </section>
  )
}

interface ConformDialogProps {
  cut: CutOut
  open: boolean
  onClose: () => void
  onApply: (body: { file: string; filename: string; omit: boolean }) => void
}

/** An editor's cut taken back: a file, what it changes, and the word that lets it. */
export const ConformDialog = ({ cut, open, onClose, onApply }: ConformDialogProps) => {
  const { t } = useTranslation('cuts')
  const [chosen, setChosen] = useState<{ file: string; filename: string } | null>(null)
  const [omit, setOmit] = useState(false)
  const compare = useMutation(conformCutMutation())
  const found = compare.data
  const read = async (file: File | undefined) => {
    if (!file) return
    const body = { file: await base64(file), filename: file.name }
    setChosen(body)
    compare.mutate({ path: { cut_id: cut.id }, body })
  }
  const again = () => {
    setChosen(null)
    compare.reset()
  }
  const leaves = found?.changes.some(({ what, shot_id }) => what === 'omitted' && shot_id) ?? false
  const apply = () => {
    if (!chosen) return
    onApply({ ...chosen, omit: omit && leaves })
    again()
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('conform')}
      description={chosen?.filename ?? t('conformHelp')}
      footer={
        chosen && (
          <>
            <Button onClick={again}>
              <FileUp />
              {t('another')}
            </Button>
            <Button look="primary" disabled={!found || found.changes.length === 0} onClick={apply}>
              {t('apply')}
            </Button>
          </>
        )
      }
    >
      {!chosen && (
        <DropZone
          label={t('chooseFile')}
          text={t('chooseFile')}
          hint=".otio · .fcpxml · .xml · .edl"
          onFiles={([file]) => void read(file)}
        />
      )}
      {compare.isPending && <p className="text-muted">{t('comparing')}</p>}
      {compare.error && <ErrorState error={compare.error} />}
      {found && <Differences found={found} />}
      {leaves && (
        <div className="mt-3 border-t pt-3">
          <Switch label={t('omit')} checked={omit} onChange={setOmit} />
        </div>
      )}
    </Dialog>
  )
}
