const SCRIPT = /\.(fountain|fdx|txt|md|spmd)$/i
const ENDING = /\.[^.]+$/

/** Whether a file may be a script: by its name, and where that tells nothing by its kind. */
export const isScript = ({ name, type }: Pick<File, 'name' | 'type'>) =>
  SCRIPT.test(name) || (type === 'text/plain' && !ENDING.test(name))

export const isPicture = ({ type }: Pick<File, 'type'>) => type.startsWith('image/')

/** Spread on a place that takes dropped pictures itself; scripts are read wherever they fall (`DropAnywhere`). */
export const TAKES_PICTURES = { 'data-takes-pictures': '' }

/** Whether what is dropped there is taken by a place of the page. */
export const isTaken = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[data-takes-pictures]') !== null
