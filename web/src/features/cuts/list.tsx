import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Scissors, Trash2 } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  listCutsInfiniteOptions,
  listDeletedCutsOptions,
  listStoryboardsOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import { useMay } from '@/features/session/use-may'
import { usePut } from '@/lib/use-put'
import { useHere } from '@/realtime/presence'
import { BinSwitch } from '@/ui/bin-switch'
import { Gallery } from '@/ui/gallery'
import { CutCard } from './cut-card'
import { MakeDialog } from './make-dialog'
import { useBin } from './use-bin'

/** The cuts that are found by words, or what was put away: the bin is short, and searched here. */
const useCuts = (search: string, boardId: string | null, away: boolean) => {
  const standing = useInfiniteQuery({
    ...listCutsInfiniteOptions({ query: { search, ...(boardId && { storyboard_id: boardId }) } }),
    initialPageParam: {},
    getNextPageParam: ({ next }) => next,
  })
  const bin = useQuery({ ...listDeletedCutsOptions(), enabled: away })
  if (!away) return { query: standing, cuts: standing.data?.pages.flatMap(({ cuts }) => cuts) ?? [] }
  const words = search.toLowerCase().split(/\s+/)
  const isMeant = ({ name, description }: { name: string; description: string }) =>
    words.every((word) => `${name} ${description}`.toLowerCase().includes(word))
  const whole = { ...bin, hasNextPage: false, isFetchingNextPage: false, fetchNextPage: bin.refetch }
  return { query: whole, cuts: bin.data?.cuts.filter(isMeant) ?? [] }
}

/** The project's cuts. */
export const Component = () => {
  const { t } = useTranslation('cuts')
  const [params, put] = usePut()
  const { why } = useMay('edit')
  const [making, setMaking] = useState(false)
  const [words, setWords] = useState('')
  const boardId = params.get('board')
  const away = params.has('bin')
  const { query, cuts } = useCuts(useDeferredValue(words), boardId, away)
  const boards = useQuery(listStoryboardsOptions())
  const bin = useBin()
  useHere({ page: 'cuts' })
  const board = new Map(boards.data?.storyboards.map((each) => [each.id, each]))
  const asked = boardId !== null && query.data !== undefined && cuts.length === 0 && !words && !why
  return (
    <>
      <Gallery
        title={t('title')}
        count={t('count', { count: cuts.length })}
        searching={t('search')}
        search={words}
        onSearch={setWords}
        make={t('make')}
        why={why}
        onMake={away ? undefined : () => setMaking(true)}
        tools={<BinSwitch label={t('bin')} on={away} onTurn={(on) => put({ bin: on ? '1' : null })} />}
        empty={
          away
            ? { icon: <Trash2 />, title: t('emptyBin'), help: t('emptyBinHelp') }
            : { icon: <Scissors />, title: t('empty'), help: t('emptyHelp') }
        }
        query={query}
        items={cuts}
      >
        {(cut) => <CutCard cut={cut} board={board.get(cut.storyboard_id)} away={away} why={why} bin={bin} />}
      </Gallery>
      <MakeDialog
        open={making || asked}
        boardId={boardId}
        onClose={() => {
          setMaking(false)
          put({ board: null })
        }}
      />
    </>
  )
}
