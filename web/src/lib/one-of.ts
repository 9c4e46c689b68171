/** What an address asks for, if it is one of these; else the first: an old or mistyped link leads somewhere too. */
export const oneOf = <Name extends string>(names: readonly [Name, ...Name[]], asked: string | null): Name =>
  names.find((name) => name === asked) ?? names[0]
