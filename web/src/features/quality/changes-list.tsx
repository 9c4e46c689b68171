import { useTranslation } from 'react-i18next'
import type { GenerationDiff, GenerationOut } from '@/api/generated/types.gen'
import { Words } from '@/features/versions/word-difference'
import { cn } from '@/lib/cn'
import { rewritten, type Setting, settingsOf } from './changes'
import en from './en'

type Known = keyof typeof en.settings
const isKnown = (name: string): name is Known => name in en.settings

const Value = ({ what, value }: { what: string; value: unknown }) => {
  const { t } = useTranslation('quality')
  if (value === null || value === '') return <span className="text-muted italic">{t('asBefore')}</span>
  if (what === 'hero_frame_id') return <span>{t('anotherFrame')}</span>
  return <span className="break-words">{String(value)}</span>
}

const Row = ({ setting, name }: { setting: Setting; name: string }) => {
  const { t } = useTranslation('quality')
  const what = isKnown(setting.what) ? t(`settings.${setting.what}`) : setting.what.replaceAll('_', ' ')
  return (
    <div className="grid gap-x-4 gap-y-0.5 py-1.5 sm:grid-cols-[13rem_1fr]">
      <dt className="text-muted">{setting.scene_number ? t('ofShot', { shot: name, what }) : what}</dt>
      <dd className="flex flex-wrap items-center gap-2">
        <Value what={setting.what} value={setting.before} />
        <span aria-hidden className="text-muted">
          →
        </span>
        <Value what={setting.what} value={setting.after} />
      </dd>
    </div>
  )
}

/** What was changed from one iteration to another: words, settings, and which take stands. */
export const ChangesList = ({
  diff,
  before,
  after,
  className,
}: {
  diff: GenerationDiff
  before: GenerationOut
  after: GenerationOut
  className?: string
}) => {
  const { t } = useTranslation('quality')
  const names = new Map(after.scenes.map(({ scene_number, scene, shot }) => [scene_number, `${scene}/${shot}`]))
  const nameOf = (number: number | null) => (number === null ? '' : (names.get(number) ?? String(number)))
  const words = rewritten(before, after)
  const settings = settingsOf(diff.changes)
  return (
    <section aria-label={t('changed')} className={cn('rounded-lg border bg-surface p-4', className)}>
      <h2 className="font-semibold">{t('changed')}</h2>
      {words.length + settings.length === 0 && <p className="mt-1 text-[13px] text-muted">{t('nothingChanged')}</p>}
      <dl className="mt-1 divide-y text-[13px]">
        {words.map(({ scene_number, what, ...texts }) => (
          <div key={`${scene_number}${what}`} className="grid gap-x-4 gap-y-0.5 py-1.5 sm:grid-cols-[13rem_1fr]">
            <dt className="text-muted">{t(what, { shot: nameOf(scene_number) })}</dt>
            <dd>
              <Words before={texts.before} after={texts.after} />
            </dd>
          </div>
        ))}
        {settings.map((setting) => (
          <Row key={`${setting.scene_number}${setting.what}`} setting={setting} name={nameOf(setting.scene_number)} />
        ))}
      </dl>
    </section>
  )
}
