import { useQuery } from '@tanstack/react-query'
import { checkPhotographs } from '@/api/generated/sdk.gen'
import type { PhotographOut } from '@/api/generated/types.gen'
import { asForm, asImages } from '@/lib/upload'
import { type Complaint, complaintOf } from './checks'

/** What is known of a photograph: what its file tells at once, and what the server sees in it. */
export interface Judged {
  file: File
  complaint: Complaint | null
  seen: PhotographOut | null
}

const keyOf = (files: readonly File[]) => files.map(({ name, size, lastModified }) => `${name}/${size}/${lastModified}`)

/** Judge photographs while they are chosen: which is bad, why, and what to do. */
export const useCheck = (files: readonly File[]) => {
  let place = 0
  const local = files.map((file): Judged => {
    const complaint = complaintOf(file, place)
    if (!complaint) place += 1
    return { file, complaint, seen: null }
  })
  const sent = local.filter(({ complaint }) => !complaint).map(({ file }) => file)
  const query = useQuery({
    queryKey: ['check', keyOf(sent)],
    queryFn: async ({ signal }) => {
      const { data } = await checkPhotographs({
        body: { images: asImages(sent) },
        ...asForm,
        signal,
        throwOnError: true,
      })
      return data
    },
    enabled: sent.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before, // pictures that are already judged stay so while another is looked at
    retry: false,
  })
  const judged = local.map((each): Judged => {
    const at = sent.indexOf(each.file)
    const seen = at < 0 ? undefined : query.data?.photographs[at]
    return { ...each, seen: seen && (!query.isPlaceholderData || seen.name === each.file.name) ? seen : null }
  })
  const bad = judged.some(({ complaint, seen }) => complaint || seen?.verdict === 'bad')
  return { judged, looking: query.isFetching, failed: query.isError, bad }
}
