import { createBoardTicket, createTicket } from '@/api/generated/sdk.gen'

/** The socket's address on the server that sent the page. */
export const socketUrl = (path: string) => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`

/** A ticket for one socket of the project; empty where the server knows no accounts. */
export const drawTicket = async (projectId: string, team: boolean): Promise<string> => {
  if (!team) return ''
  const { data } = await createTicket({ headers: { 'X-Onmodel-Project': projectId }, throwOnError: true })
  return data.ticket
}

/** A ticket for the socket of one board, for a guest who was let into that alone. */
export const drawBoardTicket = async (boardId: string): Promise<string> => {
  const { data } = await createBoardTicket({ path: { storyboard_id: boardId }, throwOnError: true })
  return data.ticket
}

// close codes after which knocking again is of no use (docs/live.md)
export const FINAL = new Set([4403, 4404])

/** Milliseconds until the next attempt: doubling with jitter, at most ten seconds. */
export const pause = (attempt: number, random = Math.random()) =>
  Math.min(10_000, 250 * 2 ** attempt) * (0.5 + random / 2)
