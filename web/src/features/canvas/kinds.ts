import { Clapperboard, Film, type LucideIcon, MapPin, Palette, StickyNote, UserRound } from 'lucide-react'
import { at } from '@/lib/project'
import type { NodeKind, Spot } from './graph'

export const ICONS: Record<NodeKind, LucideIcon> = {
  character: UserRound,
  style: Palette,
  environment: MapPin,
  storyboard: Clapperboard,
  shot: Film,
  note: StickyNote,
}

/** The id of the element that names a node for who does not see it. */
export const nameId = (node: string) => `name-${node}`

const PAGES: Partial<Record<NodeKind, string>> = {
  character: 'characters',
  style: 'styles',
  environment: 'environments',
  storyboard: 'storyboards',
  shot: 'shots',
}

/** The page of a thing on the canvas; a note has none. */
export const pathOf = (projectId: string, { kind, ref }: Pick<Spot, 'kind' | 'ref'>): string | null => {
  const page = PAGES[kind]
  return page && ref ? at(projectId, page, ref) : null
}

export type LabelKey = 'wears' | 'inStyle' | 'follows' | 'playsIn' | 'seenIn' | 'knows' | ''

const USUAL: Record<string, LabelKey> = {
  'character style': 'inStyle',
  'shot style': 'inStyle',
  'storyboard style': 'inStyle',
  'environment style': 'inStyle',
  'shot shot': 'follows',
  'storyboard storyboard': 'follows',
  'shot environment': 'playsIn',
  'character environment': 'playsIn',
  'character shot': 'seenIn',
  'environment shot': 'seenIn',
  'character character': 'knows',
}

/** What a line between two kinds mostly means: the label it begins with. */
export const usualLabel = (source: NodeKind, target: NodeKind): LabelKey => USUAL[`${source} ${target}`] ?? ''

export const DRAGGED = 'application/x-onmodel-thing' // what a thing is called while it is dragged from the tray

/** What was dragged onto the canvas, if it is one of ours. */
export const readDragged = (text: string): { kind: NodeKind; ref: string } | null => {
  try {
    const found = JSON.parse(text) as { kind?: string; ref?: string }
    return found.kind && found.kind in PAGES && typeof found.ref === 'string'
      ? { kind: found.kind as NodeKind, ref: found.ref }
      : null
  } catch {
    return null
  }
}
