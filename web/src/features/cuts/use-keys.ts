import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CutOut, ItemOut } from '@/api/generated/types.gen'
import { useOffer } from '@/lib/commands'
import { changed, dragged, edgesOf, itemAt, moved } from './edit'
import { exactOf } from './rates'
import type { Editing } from './use-cut'
import type { Transport } from './use-transport'

interface Keys {
  cut: CutOut
  chosen: ItemOut | undefined
  editing: Editing
  transport: Transport
  mayEdit: boolean
  onChoose: (key: string) => void
  onRemove: (item: ItemOut) => void
}

/** The frame of the next thing that begins, or of the one before. */
export const edgeFrom = (items: readonly ItemOut[], frame: number, direction: 1 | -1): number => {
  const edges = edgesOf(items)
  const found = direction === 1 ? edges.find((edge) => edge > frame) : edges.findLast((edge) => edge < frame)
  return found ?? frame
}

/** What an editor's hands know: space, J K L, arrows by frame, I and O, delete, undo. */
export const useKeys = ({ cut, chosen, editing, transport, mayEdit, onChoose, onRemove }: Keys) => {
  const { t } = useTranslation('cuts')
  const { frame, seek, step, toggle, play, shuttle } = transport
  const { arrange, undo, redo } = editing
  const second = Math.round(exactOf(cut.rate))
  useOffer(
    // biome-ignore lint/correctness/useExhaustiveDependencies: what writes is new at each drawing, and does the same
    useMemo(() => {
      const { items } = cut
      const group = t('group')
      const here = chosen ?? itemAt(items, frame)
      const place = here ? items.indexOf(here) : -1
      const choose = (by: number) => () => {
        const next = items[Math.min(items.length - 1, Math.max(0, place + by))]
        if (!next) return
        onChoose(next.key)
        seek(next.at)
      }
      const edge = (direction: 1 | -1) => () => seek(edgeFrom(items, frame, direction))
      const trim = (which: 'in' | 'out') => () => {
        const item = itemAt(items, frame)
        if (!item) return
        const by = which === 'in' ? frame - item.at : frame + 1 - (item.at + item.length)
        arrange(changed(items, item.key, (each) => dragged(each, which, by)))
        if (which === 'in') seek(item.at)
      }
      const shift = (by: number) => () => here && arrange(moved(items, here.key, place + by))
      const reading = [
        { id: 'cut-play', title: t('play'), keys: 'space', run: toggle },
        { id: 'cut-forward', title: t('forward'), keys: 'l', run: () => shuttle(1) },
        { id: 'cut-stop', title: t('stop'), keys: 'k', run: () => play(0) },
        { id: 'cut-backward', title: t('backward'), keys: 'j', run: () => shuttle(-1) },
        { id: 'cut-frame-on', title: t('frameOn'), keys: 'arrowright', run: () => step(1) },
        { id: 'cut-frame-back', title: t('frameBack'), keys: 'arrowleft', run: () => step(-1) },
        { id: 'cut-second-on', title: t('secondOn'), keys: 'shift+arrowright', run: () => step(second) },
        { id: 'cut-second-back', title: t('secondBack'), keys: 'shift+arrowleft', run: () => step(-second) },
        { id: 'cut-edge-on', title: t('nextEdge'), keys: 'arrowdown', run: edge(1) },
        { id: 'cut-edge-back', title: t('previousEdge'), keys: 'arrowup', run: edge(-1) },
        { id: 'cut-start', title: t('toStart'), keys: 'home', run: () => seek(0) },
        { id: 'cut-end', title: t('toEnd'), keys: 'end', run: () => seek(cut.length - 1) },
        { id: 'cut-next', title: t('nextItem'), keys: ']', run: choose(1) },
        { id: 'cut-previous', title: t('previousItem'), keys: '[', run: choose(-1) },
      ]
      const cutting = [
        { id: 'cut-in', title: t('trimIn'), keys: 'i', run: trim('in') },
        { id: 'cut-out', title: t('trimOut'), keys: 'o', run: trim('out') },
        { id: 'cut-earlier', title: t('earlier'), keys: 'alt+arrowleft', run: shift(-1) },
        { id: 'cut-later', title: t('later'), keys: 'alt+arrowright', run: shift(1) },
        { id: 'cut-remove', title: t('takeOut'), keys: 'delete', run: () => chosen && onRemove(chosen) },
        { id: 'cut-undo', title: t('undo'), keys: 'mod+z', run: undo },
        { id: 'cut-redo', title: t('redo'), keys: 'mod+shift+z', run: redo },
      ]
      return [...reading, ...(mayEdit ? cutting : [])].map((command) => ({ ...command, group }))
    }, [cut, chosen, frame, mayEdit, second, seek, step, toggle, play, shuttle, onChoose, onRemove, t]),
  )
}
