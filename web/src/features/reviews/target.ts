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

/** The page that shows a target, open where it is spoken of, or at one note; the project's reviews for a kind without a page. */
export const targetPath = (projectId: string, { kind, id }: Target, note?: string | null): string => {
  const page = PAGES[kind]
  const query = new URLSearchParams({ ...(TABBED.has(kind) && { tab: 'notes' }), ...(note && { note }) })
  return [page ? at(projectId, page, id) : at(projectId, 'review'), String(query)].filter(Boolean).join('?')
}
