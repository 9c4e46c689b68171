/** What the API says of a failure (RFC 9457): what failed, why, and what to do are the sentences of `detail`. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  retry_after?: number
  errors?: { where: string; what: string }[]
}

const isProblem = (error: unknown): error is Problem =>
  typeof error === 'object' && error !== null && 'title' in error && 'detail' in error

/** Whatever was thrown, as a problem that can be shown. */
export const problemOf = (error: unknown): Problem => {
  if (isProblem(error)) return error
  if (error instanceof TypeError)
    return { type: 'offline', title: 'offline', status: 0, detail: 'The server cannot be reached. It is tried again.' }
  const detail = error instanceof Error ? error.message : String(error)
  return { type: 'about:blank', title: 'something failed', status: 0, detail }
}

/** Whether asking again may help: not where the answer was a clear no. */
export const mayRetry = (failures: number, error: unknown): boolean => {
  const { status } = problemOf(error)
  return failures < 3 && (status === 0 || status === 429 || status >= 500)
}
