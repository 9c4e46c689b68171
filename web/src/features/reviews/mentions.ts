/** The name that is being typed after an @ before the caret; null where none is. */
export const typedMention = (text: string, caret: number): string | null => {
  const found = /(?:^|[^\w@])@([\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}.'’-]*)?)$/u.exec(text.slice(0, caret))
  return found?.[1] ?? null
}

/** Who is meant so far: a word of the name begins so, or the whole name. */
export const matching = <Person extends { name: string }>(people: readonly Person[], typed: string, most = 6) => {
  const wanted = typed.toLowerCase()
  return people
    .filter(({ name }) => {
      const whole = name.toLowerCase()
      return whole !== wanted && (whole.startsWith(wanted) || whole.split(' ').some((word) => word.startsWith(wanted)))
    })
    .slice(0, most)
}

/** The text with the typed @… before the caret completed to a name, and where the caret is then. */
export const completed = (text: string, caret: number, typed: string, name: string) => {
  const before = `${text.slice(0, caret - typed.length)}${name} `
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length }
}

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A text in pieces, so that the names in it can be shown as names. */
export const pieces = (body: string, names: readonly string[]): { text: string; name: boolean }[] => {
  const callings = names.flatMap((name) => [name, name.split(' ')[0] ?? name]).filter(Boolean)
  if (callings.length === 0) return [{ text: body, name: false }]
  const longestFirst = [...new Set(callings)].sort((a, b) => b.length - a.length).map(quoted)
  const called = new RegExp(`((?<![\\w@])@(?:${longestFirst.join('|')})(?!\\w))`, 'iu')
  return body
    .split(called)
    .map((text, at) => ({ text, name: at % 2 === 1 }))
    .filter(({ text }) => text)
}
