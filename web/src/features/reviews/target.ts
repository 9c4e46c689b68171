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

/** The page that shows a target; the project's reviews for a kind that has no page of its own. */
export const targetPath = (projectId: string, { kind, id }: Target): string => {
  const page = PAGES[kind]
  return page ? at(projectId, page, id) : at(projectId, 'review')
}
