import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreenplayOut, ScriptElement, ScriptScene } from '@/api/generated/types.gen'
import { cn } from '@/lib/cn'
import { Marked } from './marked'

// Where an element stands on the page, in characters of Courier, as screenplays are typed.
const PLACES: Record<ScriptElement['type'], string> = {
  heading: 'font-bold uppercase mt-6',
  action: 'mt-3',
  character: 'mt-3 ml-[22ch] max-sm:ml-[12ch] sm:whitespace-nowrap uppercase',
  dialogue: 'ml-[10ch] max-w-[35ch] max-sm:ml-[4ch]',
  parenthetical: 'ml-[16ch] max-w-[25ch] max-sm:ml-[8ch]',
  transition: 'mt-3 text-right uppercase',
  centered: 'mt-3 text-center',
  lyric: 'ml-[10ch] max-w-[35ch] italic',
  note: 'mt-3 border-l-2 border-good pl-2 text-muted',
  section: 'mt-6 font-sans font-semibold text-muted',
  synopsis: 'mt-1 font-sans italic text-muted',
}

const Text = ({ element: { type, text, extension, mentions }, stop }: { element: ScriptElement; stop: boolean }) => {
  if (type === 'parenthetical' && !text.startsWith('(')) return `(${text})`
  return (
    <>
      <Marked text={text} mentions={mentions} stop={stop} />
      {type === 'character' && extension && ` (${extension})`}
    </>
  )
}

/** The shots that the breakdown proposes, in the margin of their scene. */
const Margin = ({ scene }: { scene: ScriptScene }) => {
  const { t } = useTranslation('script')
  const { t: said } = useTranslation('vocabulary')
  return (
    <ul className="space-y-1 font-sans text-[12px] text-muted">
      {scene.shots.map((shot) => (
        <li key={shot.number} title={shot.description} className="truncate">
          {t('shot', {
            number: shot.number,
            framing: said(`framings.${shot.framing}`),
            lens: said('lens', { mm: shot.lens_mm }),
          })}
        </li>
      ))}
    </ul>
  )
}

const Scene = memo(({ scene, place, elements }: { scene: ScriptScene; place: number; elements: ScriptElement[] }) => {
  const { t } = useTranslation('script')
  const first = elements.find(({ mentions }) => mentions.length > 0)
  return (
    <section
      id={`scene-${place}`}
      aria-label={`${scene.number} ${scene.heading}`}
      className="grid scroll-mt-4 grid-cols-[3rem_minmax(0,61ch)_9rem] gap-x-3 [content-visibility:auto] [contain-intrinsic-size:auto_30rem] max-lg:grid-cols-[2.5rem_minmax(0,1fr)]"
    >
      <span className="mt-6 text-right font-bold text-muted">{scene.number}</span>
      <div>
        {scene.omitted && <p className="mt-6 font-bold text-muted">{t('omitted')}</p>}
        {elements.map((element, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a script that is read does not change
          <p key={at} className={cn('whitespace-pre-wrap break-words', PLACES[element.type])}>
            <Text element={element} stop={element === first} />
          </p>
        ))}
      </div>
      <div className="mt-6 max-lg:hidden">
        <Margin scene={scene} />
      </div>
    </section>
  )
})
Scene.displayName = 'Scene'

/** The screenplay as it is typed, scene numbers on the left, shots on the right. */
export const Typeset = ({ script }: { script: ScreenplayOut }) => {
  const scenes = Map.groupBy(script.elements, ({ scene }) => scene)
  return (
    <article className="px-4 pb-24 font-script text-[14px] leading-[1.35]">
      {script.scenes.map((scene, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: scenes of a script that is read keep their places
        <Scene key={place} scene={scene} place={place} elements={scenes.get(place) ?? []} />
      ))}
    </article>
  )
}
