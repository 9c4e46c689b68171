import { QueryClient } from '@tanstack/react-query'
import { mayRetry } from '@/lib/problem'
import { client } from './generated/client.gen'

let project = ''

/** The project that requests are about whose path names no thing of one. */
export const setProject = (id: string) => {
  project = id
}

/** Every failed answer is thrown as the problem document that the server sent. */
export const startClient = () => {
  client.setConfig({ baseUrl: '', throwOnError: true })
  client.interceptors.request.use((request) => {
    if (project && !request.headers.has('X-Onmodel-Project')) request.headers.set('X-Onmodel-Project', project)
    return request
  })
}

/** What the server told us. Events of the project say what is old (`realtime/freshness.ts`), so that nothing is polled. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 60_000, retry: mayRetry, retryDelay: (failures) => Math.min(8000, 500 * 2 ** failures) },
  },
})
