import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { CharacterItem } from '@/api/generated/types.gen'
import { type Command, useOffer } from '@/lib/commands'
import { at, useProjectId } from '@/lib/project'

interface Doing {
  toggle: (place: number, through?: boolean) => void
  all: () => void
  create: () => void
}

/** The keyboard through the gallery: arrows go, Enter opens, x selects. */
export const useGalleryKeys = (items: readonly CharacterItem[], { toggle, all, create }: Doing) => {
  const { t } = useTranslation('characters')
  const projectId = useProjectId()
  const go = useNavigate()
  const [columns, setColumns] = useState(1)
  const [{ active, byKey }, set] = useState({ active: 0, byKey: false })
  const count = items.length
  const setActive = useCallback(
    (place: number) => set((before) => (before.active === place ? before : { active: place, byKey: false })),
    [],
  )
  const commands = useMemo<Command[]>(() => {
    const move = (by: number) => () =>
      set(({ active: from }) => {
        const to = from + by
        return { active: to >= 0 && to < count ? to : from, byKey: true }
      })
    const group = t('group')
    const item = items[active]
    return [
      { id: 'characters-left', title: t('left'), group, keys: 'arrowleft', run: move(-1) },
      { id: 'characters-right', title: t('right'), group, keys: 'arrowright', run: move(1) },
      { id: 'characters-up', title: t('up'), group, keys: 'arrowup', run: move(-columns) },
      { id: 'characters-down', title: t('down'), group, keys: 'arrowdown', run: move(columns) },
      {
        id: 'characters-open',
        title: t('open'),
        group,
        keys: 'o',
        run: () => item && void go(at(projectId, 'characters', item.id)),
      },
      { id: 'characters-select', title: t('selectThis'), group, keys: 'x', run: () => toggle(active) },
      { id: 'characters-all', title: t('selectAll'), group, keys: 'shift+a', run: all },
      { id: 'characters-new', title: t('newer'), group, keys: 'n', run: create },
    ]
  }, [t, go, projectId, items, count, active, columns, toggle, all, create])
  useOffer(commands)
  return { active: Math.min(active, Math.max(0, count - 1)), byKey, setActive, setColumns }
}
