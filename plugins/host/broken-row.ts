/** Stands in a list for a row that is not even data: why, and the text that came. */
export class BrokenRow {
  readonly reason: string
  readonly text: string

  constructor(reason: string, text: string) {
    this.reason = reason
    this.text = text.slice(0, LONGEST_SHOWN)
  }
}

/** More of a broken row helps nobody. */
const LONGEST_SHOWN = 100_000
