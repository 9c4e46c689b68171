import { Clapperboard, Download, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CutOut, FilmOut } from '@/api/generated/types.gen'
import { problemOf } from '@/lib/problem'
import { span } from '@/lib/time'
import { Badge } from '@/ui/badge'
import { Button, buttonClasses, IconButton } from '@/ui/button'
import { Menu, MenuItem, MenuLine } from '@/ui/menu'
import { Progress } from '@/ui/progress'
import en from './en'
import { type Films, isMaking } from './use-films'

const FORMS = Object.keys(en.forms) as (keyof typeof en.forms)[]
const FILMS = Object.keys(en.films) as (keyof typeof en.films)[]

const take = (address: string) => window.open(address, '_blank', 'noopener')

/** The cut in every form an editing system reads. */
export const ExportMenu = ({ cut }: { cut: CutOut }) => {
  const { t } = useTranslation('cuts')
  return (
    <Menu
      trigger={
        <Button>
          <Download />
          {t('take_away')}
        </Button>
      }
    >
      {FORMS.map((form) => (
        <MenuItem key={form} onSelect={() => take(`/api/cuts/${cut.id}/files/${form}`)}>
          {t(`forms.${form}`)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem onSelect={() => take(`/api/storyboards/${cut.storyboard_id}/storyboard.pdf`)}>
        {t('board_pdf')}
      </MenuItem>
    </Menu>
  )
}

/** What the cut can be rendered as, by a job. */
export const RenderMenu = ({ films, why }: { films: Films; why: string | undefined }) => {
  const { t } = useTranslation('cuts')
  const trigger = (
    <Button look="primary" why={why}>
      <Clapperboard />
      {t('render')}
    </Button>
  )
  if (why) return trigger
  return (
    <Menu trigger={trigger}>
      {FILMS.map((form) => (
        <MenuItem key={form} onSelect={() => films.order(form)}>
          {t(`films.${form}`)}
        </MenuItem>
      ))}
    </Menu>
  )
}

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`

const Making = ({ film, onCancel }: { film: FilmOut; onCancel: () => void }) => {
  const { t } = useTranslation('cuts')
  const { job } = film
  const form = t(`films.${film.form}`)
  const told = job.state === 'queued' ? t('waiting') : `${Math.round(job.progress * 100)} %`
  return (
    <div className="flex items-center gap-2">
      <div className="min-w-0 flex-1 space-y-1">
        <p className="flex justify-between gap-2 text-[13px]">
          <span className="truncate">{form}</span>
          <span className="whitespace-nowrap text-muted tabular-nums">
            {told}
            {job.eta_seconds !== null && ` · ${t('left', { span: span(job.eta_seconds) })}`}
          </span>
        </p>
        <Progress value={job.state === 'queued' ? 0 : job.progress} label={form} />
      </div>
      <IconButton size="small" label={t('cancelOf', { form })} disabled={job.cancel_requested} onClick={onCancel}>
        <X />
      </IconButton>
    </div>
  )
}

const Made = ({ film, cut }: { film: FilmOut; cut: CutOut }) => {
  const { t } = useTranslation('cuts')
  const { asset_id, name, bytes, version, job } = film
  if (!asset_id)
    return (
      <p className="flex justify-between gap-2 text-[13px]">
        <span className="truncate">{t(`films.${film.form}`)}</span>
        <span className="text-retake" title={job.error ? problemOf(job.error).detail : undefined}>
          {t(job.state === 'cancelled' ? 'cancelled' : 'failed')}
        </span>
      </p>
    )
  return (
    <div className="flex items-center gap-2 text-[13px]">
      <span className="min-w-0 flex-1">
        <span className="block truncate">{t(`films.${film.form}`)}</span>
        <span className="text-[12px] text-muted">{mebibytes(bytes)}</span>
      </span>
      <Badge tone={version === cut.version ? 'excellent' : 'stale'}>
        {version === cut.version ? t('current') : t('older', { version: version ?? '–' })}
      </Badge>
      <a
        href={`/api/assets/${asset_id}`}
        download={name}
        aria-label={t('download', { name })}
        className={buttonClasses({ size: 'small', look: 'quiet' })}
      >
        <Download />
      </a>
    </div>
  )
}

const SEEN = 6

/** What was rendered of the cut, and what is being rendered. */
export const Rendered = ({ cut, films, mayEdit }: { cut: CutOut; films: Films; mayEdit: boolean }) => {
  const { t } = useTranslation('cuts')
  return (
    <section aria-label={t('rendered')} className="space-y-2 border-t p-3">
      <h2 className="font-semibold">{t('rendered')}</h2>
      {films.films.length === 0 && <p className="text-[13px] text-muted">{t('noRender')}</p>}
      <ul className="space-y-2">
        {films.films.slice(0, SEEN).map((film) => (
          <li key={film.job.id}>
            {isMaking(film) ? (
              <Making film={film} onCancel={() => mayEdit && films.cancel(film.job.id)} />
            ) : (
              <Made film={film} cut={cut} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
