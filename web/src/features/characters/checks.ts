export const MOST = 3 // photographs a character is defined from
const MEGABYTES = 42 // 40 MiB
const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/bmp']

/** What `en.ts` says of it and with which figures. */
export interface Complaint {
  key: 'tooMany' | 'notPicture' | 'tooLarge' | 'emptyFile'
  values: { name: string; most: number; size: string }
}

/** What is wrong with a file before its bytes are looked at; null where nothing is. */
export const complaintOf = (file: Pick<File, 'name' | 'type' | 'size'>, place: number): Complaint | null => {
  const told = (key: Complaint['key'], most = MEGABYTES): Complaint => ({
    key,
    values: { name: file.name, most, size: (file.size / 1e6).toFixed(1) },
  })
  if (!TYPES.includes(file.type)) return told('notPicture')
  if (file.size === 0) return told('emptyFile')
  if (file.size > MEGABYTES * 1e6) return told('tooLarge')
  return place >= MOST ? told('tooMany', MOST) : null
}

/** Files with those that are new; the same file twice is one. */
export const joined = (before: readonly File[], added: readonly File[]): File[] => {
  const key = ({ name, size, lastModified }: File) => `${name}/${size}/${lastModified}`
  return [...new Map([...before, ...added].map((file) => [key(file), file])).values()]
}

const VIEW = /\s+(front|side|profile|left|right|back|face|portrait|headshot|closeup|full|body)$/i
const COUNT = /\s*\(?\d+\)?$/

/** A name to begin with, from a photograph's: "emma_stone-2.jpg" is "EMMA STONE"; nothing where a camera named it. */
export const nameFrom = (filename: string): string => {
  const words = filename
    .replace(/\.[^.]*$/, '')
    .replace(/[_\-.]+/g, ' ')
    .replace(COUNT, '')
    .replace(VIEW, '')
    .trim()
  return /^(img|dsc|dscn|pxl|image|photo|screenshot|picture|download|untitled)?\s*[\d\s]*$/i.test(words)
    ? ''
    : words.toUpperCase()
}
