/** What something in the bin was called: its name there has its id behind it, so that another may have the name. */
export const nameBefore = (name: string) => name.replace(/ \(deleted [0-9a-f-]{36}\)$/, '')
