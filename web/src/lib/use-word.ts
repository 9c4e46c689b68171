import { useTranslation } from 'react-i18next'
import vocabulary from './vocabulary'

type Lists = Omit<typeof vocabulary, 'lens'>
type List = keyof Lists
type Key = { [Name in List]: `${Name}.${keyof Lists[Name] & string}` }[List]

/** How a list says a word; null for one that it has not: somebody's own, or an older server's. */
const keyOf = (list: List, word: string): Key | null =>
  Object.hasOwn(vocabulary[list], word) ? (`${list}.${word}` as Key) : null

export type Word = (list: List, word: string) => string

/** The server's words as people read them; what no list has stands as it is, with spaces. */
export const useWord = (): Word => {
  const { t } = useTranslation('vocabulary')
  return (list, word) => {
    const key = keyOf(list, word)
    return key ? t(key) : word.replaceAll(/[-_]/g, ' ')
  }
}
