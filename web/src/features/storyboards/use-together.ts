import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useHere, useOthersAt } from '@/realtime/presence'
import { here } from '@/realtime/project'
import { isOff, toldFrame, type usePlayhead } from './playing'

/** Several people at one playhead: who follows somebody sees what they see, until they move their own. */
export const useTogether = (board: string, shot: string, rate: number, head: ReturnType<typeof usePlayhead>) => {
  const { frame, playing, play, seek } = head
  const [tab, follow] = useState('') // of whom is followed
  const others = useOthersAt({ board, watches: true })
  const leader = others.find((other) => other.tab === tab)
  useHere({ board, shot, watches: true, playing, frame: toldFrame(frame, rate, playing) })
  useLayoutEffect(() => () => here({ board }), [board]) // who leaves plays no more
  const mine = useRef(frame)
  mine.current = frame
  const told = leader ? JSON.stringify([leader.at?.frame, leader.at?.playing]) : ''
  useEffect(() => {
    if (!told) return
    const [theirs, runs] = JSON.parse(told) as [number, boolean]
    play(runs)
    if (isOff(mine.current, theirs, runs)) seek(theirs)
  }, [told, play, seek])
  const gone = tab !== '' && !leader
  useEffect(() => {
    if (gone) follow('')
  }, [gone])
  return { others, leader, follow }
}
