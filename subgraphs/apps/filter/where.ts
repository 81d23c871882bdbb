import type { DateTimeFilter, StringFilter } from '@casbah/kit'

/** Fields that every filter input has. */
interface Nested<F> {
  and?: F[] | null
  or?: F[] | null
  not?: F | null
}

/** A condition in SQL whose parameters are collected beside it, for `$1` placeholders. */
export class Where {
  readonly parameters: unknown[]
  private readonly conditions: string[] = []

  constructor(parameters: unknown[] = []) {
    this.parameters = parameters
  }

  /** The placeholder of a value. */
  value(value: unknown): string {
    this.parameters.push(value)
    return `$${this.parameters.length}`
  }

  add(condition: string): this {
    this.conditions.push(condition)
    return this
  }

  /** One of several values; nothing when the list is left out. */
  anyOf(expression: string, values: readonly unknown[] | null | undefined): this {
    if (!values) return this
    // Of one value an index gives the rest in its order.
    return this.add(
      values.length === 1 ? `${expression} = ${this.value(values[0])}` : `${expression} = any(${this.value(values)})`,
    )
  }

  equals(expression: string, value: unknown): this {
    return value === undefined || value === null ? this : this.add(`${expression} = ${this.value(value)}`)
  }

  /** Text, whatever its case. */
  text(expression: string, filter: StringFilter | null | undefined): this {
    if (!filter) return this
    const { in: values, contains, startsWith, isSet } = filter
    const lower = `lower(${expression})`
    if (values)
      this.anyOf(
        lower,
        values.map(value => value.toLowerCase()),
      )
    if (contains) this.add(`strpos(${lower}, ${this.value(contains.toLowerCase())}) > 0`)
    if (startsWith) this.add(`starts_with(${lower}, ${this.value(startsWith.toLowerCase())})`)
    if (isSet !== undefined && isSet !== null) this.add(`(coalesce(${expression}, '') <> '') = ${this.value(isSet)}`)
    return this
  }

  /** Any text of a JSON list, whatever its case. */
  anyText(expression: string, filter: StringFilter | null | undefined): this {
    if (!filter) return this
    const { isSet, ...rest } = filter
    if (isSet !== undefined && isSet !== null) this.add(`(json_array_length(${expression}) > 0) = ${this.value(isSet)}`)
    const inner = new Where(this.parameters).text('one', rest)
    if (inner.conditions.length)
      this.add(`exists (select 1 from json_array_elements_text(${expression}) as one where ${inner.sql})`)
    return this
  }

  time(expression: string, filter: DateTimeFilter | null | undefined): this {
    if (filter?.since) this.add(`${expression} >= ${this.value(filter.since)}`)
    if (filter?.until) this.add(`${expression} < ${this.value(filter.until)}`)
    return this
  }

  /** A filter with its `and`, `or` and `not`; `own` adds what the filter's other fields ask for. */
  filter<F extends Nested<F>>(filter: F | null | undefined, own: (where: Where, filter: F) => void): this {
    if (!filter) return this
    const inner = (part: F) => new Where(this.parameters).filter(part, own).sql
    own(this, filter)
    for (const part of filter.and ?? []) this.add(inner(part))
    if (filter.or) this.add(filter.or.length ? `(${filter.or.map(inner).join(' or ')})` : 'false')
    // What lacks the field is taken by `not`, too.
    if (filter.not) this.add(`not coalesce(${inner(filter.not)}, false)`)
    return this
  }

  get sql(): string {
    return this.conditions.length ? `(${this.conditions.join(' and ')})` : 'true'
  }
}
