import type { EncodedQuery, ServiceNowRow } from './encoded-query.ts'

/** A log table: by second, and by key within one. */
export class LogTable {
  readonly #rows: ServiceNowRow[] = []

  get size(): number {
    return this.#rows.length
  }

  add(row: ServiceNowRow): void {
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(row.sys_created_on ?? ''))
      throw new Error(`A row without a readable sys_created_on: ${JSON.stringify(row).slice(0, 200)}`)
    let at = this.#rows.length
    while (at > 0 && keyOf(this.#rows[at - 1]!) > keyOf(row)) at -= 1
    this.#rows.splice(at, 0, row)
  }

  /** Rows within the bounds of a query, in order; not yet held against its conditions. */
  between({ from, to }: EncodedQuery): ServiceNowRow[] {
    return this.#rows.slice(
      this.#first(time => time >= from),
      this.#first(time => time > to),
    )
  }

  #first(holds: (time: string) => boolean): number {
    let low = 0
    let high = this.#rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (holds(this.#rows[middle]!.sys_created_on!)) high = middle
      else low = middle + 1
    }
    return low
  }
}

const keyOf = (row: ServiceNowRow) => `${row.sys_created_on} ${row.sys_id}`
