import type { ThingOut } from '@/api/generated/types.gen'
import { at } from '@/lib/project'

/** What notes, votes and approvals are about. */
export interface Target {
  kind: string
  id: string
}

const PAGES: Record<string, string> = {
  character: 'characters',
  style: 'styles',
  environment: 'environments',
  storyboard: 'storyboards',
  shot: 'shots',
  take: 'takes',
}

// what is said of these stands on a tab of their page
const TABBED = new Set(['character', 'style', 'environment'])

/** What a target is to film people: a shot is a panel, and a take of a clip is a clip. */
export type Kind = 'panel' | 'take' | 'clip' | 'storyboard' | 'character' | 'variation' | 'style' | 'environment'
export const KINDS: readonly Kind[] = [
  'panel',
  'take',
  'clip',
  'storyboard',
  'character',
  'variation',
  'style',
  'environment',
]

export const kindOf = ({ kind }: Pick<Target, 'kind'>, thing: Pick<ThingOut, 'clip'> | null): Kind => {
  if (kind === 'take' && thing?.clip) return 'clip'
  return KINDS.find((each) => each === kind) ?? 'panel'
}

/**
 * The page that shows a target, open where it is spoken of, or at one note. A variation stands among those of its
 * character, if that is known; what has no page leads to the project's reviews.
 */
export const targetPath = (
  projectId: string,
  { kind, id }: Target,
  note?: string | null,
  thing?: ThingOut | null,
): string => {
  if (kind === 'variation' && thing?.character_id)
    return `${at(projectId, 'characters', thing.character_id)}?tab=variations`
  const page = PAGES[kind]
  const query = new URLSearchParams({ ...(TABBED.has(kind) && { tab: 'notes' }), ...(note && { note }) })
  return [page ? at(projectId, page, id) : at(projectId, 'review'), String(query)].filter(Boolean).join('?')
}
