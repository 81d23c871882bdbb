import type { ActivityEvent } from './activity-row.ts'

/** Empty texts and dashes are how Google says nothing. */
export const known = (value: string | null | undefined) => (value && value !== '-' ? value : undefined)

type Parameter = NonNullable<ActivityEvent['parameters']>[number]

/** The parameters of an event by name; those of a message within by `message.name`. */
export function valuesOf({ parameters }: ActivityEvent) {
  const found = new Map<string, string[]>()
  const put = (name: string | null | undefined, { value, intValue, boolValue, multiValue }: Parameter) => {
    const single = value ?? intValue ?? boolValue
    const all = multiValue ?? (single === null || single === undefined ? [] : [String(single)])
    if (name) found.set(name, all)
  }
  for (const each of parameters ?? []) {
    put(each.name, each)
    for (const inner of each.messageValue?.parameter ?? []) put(`${each.name}.${inner.name}`, inner)
  }
  const all = (name: string) => (found.get(name) ?? []).flatMap(value => known(value) ?? [])
  return {
    /** The first of these parameters that says something. */
    text: (...names: string[]): string | undefined => names.flatMap(all)[0],
    /** All values of one parameter. */
    all,
  }
}
