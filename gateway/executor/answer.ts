import type { GraphQLFormattedError } from 'graphql'
import type { EventPlace } from './event-source.ts'
import type { Projected } from './projection.ts'

/** The answer to one operation or one event. */
export class Answer {
  /** `data` as the client asked for it; no box at all when the operation did not run. */
  readonly data: Projected | null
  readonly errors: readonly GraphQLFormattedError[]

  /** Points of what is answered, by `@cost`: of its fields and objects, not of the arguments they were asked for with. */
  readonly cost: number
  /** Of an event that has one. */
  readonly place: EventPlace | null
  readonly extensions: Readonly<Record<string, unknown>> | null

  constructor(
    data: Projected | null,
    errors: readonly GraphQLFormattedError[],
    cost = 0,
    extensions: Readonly<Record<string, unknown>> | null = null,
    place: EventPlace | null = null,
  ) {
    this.data = data
    this.errors = errors
    this.cost = cost
    this.extensions = extensions
    this.place = place
  }

  /** The whole answer as GraphQL over HTTP has it, written at once: putting texts together would copy the long one. */
  get json(): string {
    const { data, errors, extensions } = this
    return JSON.stringify({
      data: data?.value,
      errors: errors.length ? errors : undefined,
      extensions: extensions ?? undefined,
    })
  }

  /** The same data with other errors, for masking. */
  withErrors(errors: readonly GraphQLFormattedError[]): Answer {
    return new Answer(this.data, errors, this.cost, this.extensions, this.place)
  }

  withExtensions(extensions: Readonly<Record<string, unknown>>): Answer {
    return new Answer(this.data, this.errors, this.cost, { ...this.extensions, ...extensions }, this.place)
  }

  /** With its place, whose cursor is told in `extensions`. */
  at(place: EventPlace): Answer {
    return new Answer(this.data, this.errors, this.cost, { ...this.extensions, cursor: place.cursor }, place)
  }
}
