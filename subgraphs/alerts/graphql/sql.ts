/** SQL under construction: hands out `$n` for values. */
export class Parameters {
  readonly values: unknown[] = []

  /** The place of a value in the statement. */
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

/** Joined by AND; `true` when there is none. */
export function allOf(conditions: string[]): string {
  return conditions.length ? `(${conditions.join(' and ')})` : 'true'
}

/** Joined by OR; `false` when there is none. */
export function anyOf(conditions: string[]): string {
  return conditions.length ? `(${conditions.join(' or ')})` : 'false'
}
