/** A package that is not taken; nothing of it was run. */
export class PackageRefused extends Error {
  override readonly name = 'PackageRefused'
  /** Every reason, each a sentence. */
  readonly problems: string[]
  readonly remedy: string

  constructor(problems: string[], remedy: string) {
    super(`${problems.join(' ')} ${remedy}`)
    this.problems = problems
    this.remedy = remedy
  }
}
