/** Frames a second of a rate by its name: 29.97 is thirty thousand to a thousand and one. */
export const exactOf = (name: string): number =>
  name.includes('.') ? (Math.ceil(Number(name)) * 1000) / 1001 : Number(name)

const isDrop = (name: string) => name === '29.97' || name === '59.94'
const wholeOf = (name: string) => Math.ceil(Number(name))
const two = (figure: number) => String(figure).padStart(2, '0')

/** Frames whose numbers drop-frame timecode leaves out each minute but the tenth (SMPTE 12M-1). */
const droppedOf = (name: string) => (isDrop(name) ? wholeOf(name) / 15 : 0)

/** A frame's timecode at a rate; drop-frame codes have a semicolon. */
export const timecodeOf = (frame: number, rate: string): string => {
  const [whole, dropped] = [wholeOf(rate), droppedOf(rate)]
  let number = Math.max(0, Math.round(frame))
  if (dropped) {
    const [minute, ten] = [whole * 60 - dropped, whole * 600 - dropped * 9]
    const inTen = number % ten
    number += Math.floor(number / ten) * 9 * dropped + Math.max(0, Math.floor((inTen - dropped) / minute)) * dropped
  }
  const seconds = Math.floor(number / whole)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two)
  return `${parts.join(':')}${isDrop(rate) ? ';' : ':'}${two(number % whole)}`
}

/** The frame that a timecode, "12:04" or a plain number of frames names; null for what is none of them. */
export const framesOf = (text: string, rate: string): number | null => {
  const words = text.trim()
  if (/^\d+$/.test(words)) return Number(words)
  if (!/^\d{1,2}([:;.]\d{1,2}){1,3}$/.test(words)) return null
  const parts = words.split(/[:;.]/).map(Number)
  const [whole, dropped] = [wholeOf(rate), droppedOf(rate)]
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = [0, 0, 0, ...parts].slice(-4)
  if (frames >= whole || seconds > 59 || minutes > 59) return null
  const all = hours * 60 + minutes
  return (all * 60 + seconds) * whole + frames - dropped * (all - Math.floor(all / 10))
}
