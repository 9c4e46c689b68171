import { useParams } from 'react-router'

/** The project of the page's address. */
export const useProjectId = (): string => useParams().projectId ?? ''

/** The address of a page of a project: `at(id, 'storyboards', board.id)`. */
export const at = (projectId: string, ...parts: (string | number)[]) => ['/p', projectId, ...parts].join('/')
