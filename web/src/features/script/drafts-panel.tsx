import { useQuery } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { compareDraftsOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { SceneDiff, ScreenplayOut } from '@/api/generated/types.gen'
import { useMay } from '@/features/session/use-may'
import { cn } from '@/lib/cn'
import { at, useProjectId } from '@/lib/project'
import { Badge } from '@/ui/badge'
import { Button } from '@/ui/button'
import { Loaded, Skeleton } from '@/ui/states'
import { useImport } from './use-import'

const TONES = { same: 'plain', changed: 'good', added: 'excellent', removed: 'retake' } as const

const Scene = ({ scene }: { scene: SceneDiff }) => {
  const { t } = useTranslation('script')
  return (
    <li className="border-b p-3">
      <h3 className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{scene.number}</span>
        <Badge tone={TONES[scene.change]}>{t(`change.${scene.change}`)}</Badge>
        {scene.moved && <Badge>{t('movedScene')}</Badge>}
        <span className="min-w-0 truncate text-[13px] text-muted">{scene.heading}</span>
      </h3>
      {scene.change === 'changed' && (
        <div className="mt-1 font-script text-[12px]">
          {scene.lines
            .filter(({ op }) => op !== 'same')
            .map((line, at) => (
              <p
                // biome-ignore lint/suspicious/noArrayIndexKey: a comparison does not change its order
                key={at}
                className={cn(
                  'whitespace-pre-wrap',
                  line.op === 'added' ? 'text-excellent' : 'text-retake line-through',
                )}
              >
                {line.op === 'added' ? '+ ' : '− '}
                {line.text}
              </p>
            ))}
        </div>
      )}
    </li>
  )
}

const Changes = ({ script, from }: { script: ScreenplayOut; from: string }) => {
  const { t } = useTranslation('script')
  const query = useQuery(compareDraftsOptions({ path: { screenplay_id: script.id }, query: { from } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-3 h-40" />}>
      {(diff) => (
        <section>
          <h2 className="px-3 pt-3 font-semibold">{t('compare')}</h2>
          <p className="px-3 text-muted">{t('counts', diff)}</p>
          <ol>
            {diff.scenes
              .filter(({ change, moved }) => change !== 'same' || moved)
              .map((scene) => (
                <Scene key={`${scene.number}${scene.change}`} scene={scene} />
              ))}
          </ol>
        </section>
      )}
    </Loaded>
  )
}

/** Drafts of the script: another one is imported here, and what it changed is shown. */
export const DraftsPanel = ({ script }: { script: ScreenplayOut }) => {
  const { t } = useTranslation('script')
  const projectId = useProjectId()
  const { busy, file } = useImport(script.id)
  const { why } = useMay('edit')
  const input = useRef<HTMLInputElement>(null)
  const [later] = script.later_drafts
  return (
    <>
      <div className="space-y-2 border-b p-3">
        {later && (
          <p className="flex gap-2">
            {t('later')}
            <Link to={at(projectId, 'script', later)} className="text-accent hover:underline">
              {t('openLater')}
            </Link>
          </p>
        )}
        <p className="text-muted">{t('newDraftHelp')}</p>
        <Button busy={busy} why={why} onClick={() => input.current?.click()}>
          <FileUp />
          {t('newDraft')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".fountain,.fdx,.txt,.md,text/plain"
          aria-label={t('newDraft')}
          className="hidden"
          onChange={({ target }) => target.files?.[0] && void file(target.files[0])}
        />
      </div>
      {script.parent_id ? (
        <Changes script={script} from={script.parent_id} />
      ) : (
        <p className="p-3 text-muted">{later ? null : t('noDrafts')}</p>
      )}
    </>
  )
}
