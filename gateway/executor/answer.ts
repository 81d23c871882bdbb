import type { GraphQLFormattedError } from 'graphql'

/** The answer to one operation or one event, its data already JSON text. */
export class Answer {
  /** JSON text of `data`; null when the operation did not run at all. */
  readonly data: string | null
  readonly errors: readonly GraphQLFormattedError[]

  constructor(data: string | null, errors: readonly GraphQLFormattedError[]) {
    this.data = data
    this.errors = errors
  }

  /** The whole answer as GraphQL over HTTP has it. */
  get json(): string {
    const errors = this.errors.length ? `"errors":${JSON.stringify(this.errors)}` : ''
    if (this.data === null) return `{${errors}}`
    return errors ? `{"data":${this.data},${errors}}` : `{"data":${this.data}}`
  }

  /** The same data with other errors, for masking. */
  withErrors(errors: readonly GraphQLFormattedError[]): Answer {
    return new Answer(this.data, errors)
  }
}
