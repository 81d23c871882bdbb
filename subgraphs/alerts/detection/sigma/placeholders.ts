/** Values for `%name%`, by name. */
export type Placeholders = ReadonlyMap<string, readonly string[]>

/** Texts that one with placeholders may come to. */
const MOST = 1_000

/** Puts values in the place of `%name%`; `\%` is a plain percent sign. Throws with the reason when values are missing or too many. */
export function expand(text: string, placeholders: Placeholders): string[] {
  let made = ['']
  for (const part of text.match(/\\%|%[^%\s]+%|[^%\\]+|[%\\]/g) ?? []) {
    const name = /^%(.+)%$/.exec(part)?.[1]
    const values = name === undefined ? [part === '\\%' ? '%' : part] : placeholders.get(name)
    if (!values?.length)
      throw new Error(
        `there are no values for the placeholder ${part}. Give them in the policy's definition, as \`placeholders: {"${name}": ["…"]}\`, or write them into the rule`,
      )
    if (made.length * values.length > MOST)
      throw new Error(`its placeholders come to more than ${MOST} texts. Give fewer values`)
    made = made.flatMap(start => values.map(value => start + value))
  }
  return made
}
