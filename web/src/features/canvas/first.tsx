import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  listCharactersOptions,
  listShotsOptions,
  listStoryboardsOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import { Button } from '@/ui/button'
import { laidOut } from './arrange'
import type { Canvas } from './use-canvas'

/** The newest board as it can be laid out with one press: who is in it, and its shots one after another. */
const useNewest = (enabled: boolean) => {
  const boards = useQuery({ ...listStoryboardsOptions({ query: { limit: 1 } }), enabled })
  const board = boards.data?.storyboards[0]
  const shots = useQuery({
    ...listShotsOptions({ path: { storyboard_id: board?.id ?? '' } }),
    enabled: board !== undefined,
  })
  const characters = useQuery({ ...listCharactersOptions({ query: { limit: 200 } }), enabled })
  if (!board || !shots.data || !characters.data) return null
  const inIt = new Set(shots.data.shots.flatMap((shot) => shot.characters))
  const cast = characters.data.characters.filter(({ name }) => inIt.has(name)).map(({ id }) => id)
  return { title: board.title, cast: cast.reverse(), shots: shots.data.shots.map(({ id }) => id) }
}

/** A canvas on which nothing lies: how one begins. */
export const First = ({ canvas, editable }: { canvas: Canvas; editable: boolean }) => {
  const { t } = useTranslation('canvas')
  const newest = useNewest(editable)
  const layOut = () => {
    if (!newest) return
    const { x, y } = canvas.middle()
    const { spots, lines } = laidOut(newest.cast, newest.shots, { x: x - 500, y: y - 250 })
    canvas.lay(spots, lines)
    setTimeout(canvas.see, 100) // once they are drawn
  }
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center p-4">
      <div className="flex max-w-sm flex-col items-center gap-3 text-center">
        <h2 className="font-semibold text-base">{t('first')}</h2>
        <p className="text-muted">{t('firstHelp')}</p>
        {newest && newest.shots.length > 0 && (
          <Button className="pointer-events-auto" onClick={layOut}>
            {t('layOut', { title: newest.title })}
          </Button>
        )}
      </div>
    </div>
  )
}
