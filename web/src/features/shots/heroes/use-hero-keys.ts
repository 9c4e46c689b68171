import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeroFrameOut } from '@/api/generated/types.gen'
import { type Command, useOffer } from '@/lib/commands'

interface Doing {
  frames: readonly HeroFrameOut[]
  current: HeroFrameOut | undefined
  mayEdit: boolean
  mark: (id: string) => void
  choose: (frame: HeroFrameOut) => void
  compare: () => void
  more: () => void
}

const cardOf = (id: string) => document.querySelector<HTMLElement>(`[data-frame="${id}"] button`)

/** How many cards stand in a row, by where they lie. */
const columnsOf = (cards: readonly (HTMLElement | null)[]) => {
  const tops = cards.map((card) => card?.getBoundingClientRect().top)
  return Math.max(1, tops.filter((top) => top === tops[0]).length)
}

/** The keyboard through the frames: arrows go, Enter selects, x marks, c compares. */
export const useHeroKeys = ({ frames, current, mayEdit, mark, choose, compare, more }: Doing) => {
  const { t } = useTranslation('heroes')
  useOffer(
    useMemo(() => {
      const place = frames.findIndex(({ take_id }) => take_id === current?.take_id)
      const go = (by: number) => {
        const next = frames[Math.min(frames.length - 1, Math.max(0, place + by))]
        if (next) cardOf(next.take_id)?.focus()
      }
      const row = (way: number) => () => go(way * columnsOf(frames.map(({ take_id }) => cardOf(take_id))))
      const here = (run: (frame: HeroFrameOut) => void) => () => current && run(current)
      const group = t('group')
      const reading: Command[] = [
        { id: 'heroes-left', title: t('left'), group, keys: 'arrowleft', run: () => go(-1) },
        { id: 'heroes-right', title: t('right'), group, keys: 'arrowright', run: () => go(1) },
        { id: 'heroes-up', title: t('up'), group, keys: 'arrowup', run: row(-1) },
        { id: 'heroes-down', title: t('down'), group, keys: 'arrowdown', run: row(1) },
        { id: 'heroes-mark', title: t('markThis'), group, keys: 'x', run: here(({ take_id }) => mark(take_id)) },
        { id: 'heroes-compare', title: t('compare'), group, keys: 'c', run: compare },
      ]
      const editing: Command[] = [
        { id: 'heroes-use', title: t('use'), group, keys: 'enter', run: here(choose) },
        { id: 'heroes-more', title: t('more'), group, keys: 'n', run: more },
      ]
      return mayEdit ? [...reading, ...editing] : reading
    }, [t, frames, current, mayEdit, mark, choose, compare, more]),
  )
}
