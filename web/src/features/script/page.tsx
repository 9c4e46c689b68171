import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { getScreenplayOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { ScreenplayOut } from '@/api/generated/types.gen'
import { useOffer } from '@/lib/commands'
import { useHere, useOthersAt } from '@/realtime/presence'
import { Faces } from '@/ui/faces'
import { PageHead } from '@/ui/page-head'
import { Scroll } from '@/ui/scroll'
import { Loaded, Skeleton } from '@/ui/states'
import { Tabs } from '@/ui/tabs'
import { CastPanel } from './cast-panel'
import { DraftsPanel } from './drafts-panel'
import { NamesOf } from './names'
import { OrderPanel } from './order-panel'
import { PlacesPanel } from './places-panel'
import { Typeset } from './typeset'

const PANELS = { cast: CastPanel, places: PlacesPanel, board: OrderPanel, drafts: DraftsPanel }
const TABS = Object.keys(PANELS) as (keyof typeof PANELS)[]

/** n and p go from scene to scene. */
const useScenes = (count: number) => {
  const { t } = useTranslation('script')
  const at = useRef(0)
  useOffer(
    useMemo(() => {
      const step = (by: number) => () => {
        at.current = Math.min(count - 1, Math.max(0, at.current + by))
        document.getElementById(`scene-${at.current}`)?.scrollIntoView({ block: 'start' })
      }
      const group = t('group')
      return [
        { id: 'scene-next', title: t('nextScene'), group, keys: 'n', run: step(1) },
        { id: 'scene-previous', title: t('previousScene'), group, keys: 'p', run: step(-1) },
      ]
    }, [t, count]),
  )
}

const Outline = ({ script }: { script: ScreenplayOut }) => {
  const { t } = useTranslation('script')
  return (
    <nav aria-label={t('outline')} className="w-56 shrink-0 overflow-y-auto border-r p-2 max-xl:hidden">
      <ol>
        {script.scenes.map((scene, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: scenes of a script that is read keep their places
          <li key={place}>
            <a href={`#scene-${place}`} className="flex gap-2 rounded px-2 py-1 text-[13px] hover:bg-raised">
              <span className="w-6 shrink-0 text-right text-muted">{scene.number}</span>
              <span className="min-w-0 truncate">{scene.omitted ? t('omitted') : scene.heading}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

const Page = ({ script }: { script: ScreenplayOut }) => {
  const { t } = useTranslation('script')
  const [params, setParams] = useSearchParams()
  const tab = TABS.find((name) => name === params.get('tab')) ?? 'cast'
  const Panel = PANELS[tab]
  useScenes(script.scenes.length)
  useHere({ script: script.id })
  const others = useOthersAt({ script: script.id })
  const shots = script.scenes.reduce((sum, scene) => sum + scene.shots.length, 0)
  const told = [
    script.draft > 1 && t('draft', { draft: script.draft }),
    t('scenes', { count: script.scenes.length }),
    t('shots', { count: shots }),
    script.filename,
  ]
  return (
    <NamesOf script={script}>
      <PageHead title={script.title || script.filename || t('title')} told={told.filter(Boolean).join(' · ')}>
        <Faces people={others} />
      </PageHead>
      <div className="flex min-h-0 flex-1 max-lg:flex-col">
        <Outline script={script} />
        <Scroll label={t('title')} className="min-w-0 flex-1 max-lg:order-2">
          <Typeset script={script} />
        </Scroll>
        <aside
          aria-label={t('panel')}
          className="flex w-96 shrink-0 flex-col border-l bg-surface max-lg:max-h-[50vh] max-lg:w-full max-lg:border-b max-lg:border-l-0"
        >
          <Tabs
            label={t('panel')}
            tabs={TABS.map((name) => ({ name, title: t(`tabs.${name}`) }))}
            current={tab}
            onChange={(name) => setParams(name === 'cast' ? {} : { tab: name }, { replace: true })}
          >
            {script.warnings.length > 0 && tab === 'cast' && (
              <details className="border-b p-3 text-[13px]">
                <summary className="text-good">{t('warnings')}</summary>
                <ul className="mt-1 list-disc pl-5 text-muted">
                  {script.warnings.map((warning) => (
                    <li key={warning}>{warning}</li>
                  ))}
                </ul>
              </details>
            )}
            <Panel script={script} />
          </Tabs>
        </aside>
      </div>
    </NamesOf>
  )
}

/** A script: formatted, its scenes and shots in the margins, cast and places linked, and the way to a board. */
export const Component = () => {
  const { screenplayId = '' } = useParams()
  const query = useQuery(getScreenplayOptions({ path: { screenplay_id: screenplayId } }))
  return (
    <Loaded query={query} skeleton={<Skeleton className="m-4 h-96" />}>
      {(script) => <Page key={script.id} script={script} />}
    </Loaded>
  )
}
