import type { GraphQLFormattedError } from 'graphql'

/** The answer to one operation or one event, its data already JSON text. */
export class Answer {
  /** JSON text of `data`; null when the operation did not run at all. */
  readonly data: string | null
  readonly errors: readonly GraphQLFormattedError[]

  /** Points of what is answered, by `@cost`: of its fields and objects, not of the arguments they were asked for with. */
  readonly cost: number
  readonly extensions: Readonly<Record<string, unknown>> | null

  constructor(
    data: string | null,
    errors: readonly GraphQLFormattedError[],
    cost = 0,
    extensions: Readonly<Record<string, unknown>> | null = null,
  ) {
    this.data = data
    this.errors = errors
    this.cost = cost
    this.extensions = extensions
  }

  /** The whole answer as GraphQL over HTTP has it. */
  get json(): string {
    const parts: string[] = []
    if (this.data !== null) parts.push(`"data":${this.data}`)
    if (this.errors.length) parts.push(`"errors":${JSON.stringify(this.errors)}`)
    if (this.extensions) parts.push(`"extensions":${JSON.stringify(this.extensions)}`)
    return `{${parts.join(',')}}`
  }

  /** The same data with other errors, for masking. */
  withErrors(errors: readonly GraphQLFormattedError[]): Answer {
    return new Answer(this.data, errors, this.cost, this.extensions)
  }

  withExtensions(extensions: Readonly<Record<string, unknown>>): Answer {
    return new Answer(this.data, this.errors, this.cost, { ...this.extensions, ...extensions })
  }
}
