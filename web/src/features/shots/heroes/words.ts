import type { AddedOut, HeroFrameOut, HeroJobOut } from '@/api/generated/types.gen'

/** What a frame is: an offer, somebody's own picture, or a take that was made otherwise. */
export const kindOf = ({ offer, backend }: Pick<HeroFrameOut, 'offer' | 'backend'>): 'offer' | 'upload' | 'take' => {
  if (offer > 0) return 'offer'
  return backend === 'upload' ? 'upload' : 'take'
}

/** What was varied: "Low key: camera 12° round, key 1.8 ×." → its name, and each thing that was turned. */
export const variedOf = (changed: string): { name: string; turned: string[] } => {
  const told = changed.trim().replace(/[.;]$/, '')
  const [, name = told, rest = ''] = /^([^:.]{1,40}): (.+)$/.exec(told) ?? []
  return { name, turned: rest.split(', ').filter(Boolean) }
}

/** A prompt in pieces, those that were added to it marked. */
export const markedOf = (text: string, added: readonly Pick<AddedOut, 'words' | 'why'>[]) => {
  const pieces: { text: string; why: string | null }[] = []
  let rest = text
  while (rest) {
    const found = added
      .map(({ words, why }) => ({ at: words ? rest.indexOf(words) : -1, words, why }))
      .filter(({ at }) => at >= 0)
      .toSorted((a, b) => a.at - b.at || b.words.length - a.words.length)[0]
    if (!found) break
    if (found.at > 0) pieces.push({ text: rest.slice(0, found.at), why: null })
    pieces.push({ text: found.words, why: found.why })
    rest = rest.slice(found.at + found.words.length)
  }
  return rest ? [...pieces, { text: rest, why: null }] : pieces
}

/** Which frames are compared: those that are marked, else the one at hand with the hero frame. */
export const comparedOf = (marked: readonly string[], current: string | undefined, hero: string | null): string[] => {
  if (marked.length > 1) return [...marked]
  const pair = [hero, marked[0] ?? current].filter((id): id is string => Boolean(id))
  return new Set(pair).size === 2 ? pair : []
}

/** The frames of which nothing is seen yet: one that is drawn and only waits for its score is there already. */
export const unseenOf = <Job extends Pick<HeroJobOut, 'number'>>(
  making: readonly Job[],
  frames: readonly Pick<HeroFrameOut, 'offer' | 'state'>[],
): Job[] => making.filter(({ number }) => !frames.some(({ offer, state }) => offer === number && state === 'rendered'))

/** How a value of a comparison is printed. */
export const printed = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'number') return String(Math.round(value * 100) / 100)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
