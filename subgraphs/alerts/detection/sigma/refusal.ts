/** Why a Sigma document was not taken: a sentence with the remedy, and the line it concerns, from 1. */
export class SigmaRefusal extends Error {
  readonly line: number
  constructor(line: number, reason: string) {
    super(reason)
    this.line = line
  }
}
