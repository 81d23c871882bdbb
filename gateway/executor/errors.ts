import type { GraphQLFormattedError } from 'graphql'
import type { Data, Path } from './data.ts'
import { SubgraphFailure, type SubgraphResult } from './transport.ts'

/** The entry for a subgraph that did not answer. Anything else that was thrown is a fault of ours and is left to the masking. */
export function failureError(subgraph: string, error: unknown, path: Path): GraphQLFormattedError {
  const where = path.length ? { path } : {}
  if (error instanceof SubgraphFailure) {
    return {
      message: `The subgraph ${subgraph} ${error.message}`,
      ...where,
      extensions: { code: 'UNAVAILABLE', subgraph },
    }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { message, ...where, extensions: { subgraph } }
}

/** An answer that cannot be used, such as one without the list of entities. */
export function nonsenseError(subgraph: string, path: Path): GraphQLFormattedError {
  return failureError(subgraph, new SubgraphFailure('answered with something that does not fit the question.'), path)
}

/** Errors of a root fetch: their paths are the client's already, apart from keys that the planner renamed. */
export function rootErrors(result: SubgraphResult, renamed: Map<string, string>): GraphQLFormattedError[] {
  return (result.errors ?? []).map(error => formatted(error, error.path ? rename(error.path, renamed) : undefined))
}

/**
 * Errors of an entity fetch, told at every place of the client's answer that the entity fills.
 * `placesOf` gives the places of the representation with that index.
 */
export function entityErrors(
  errors: readonly GraphQLFormattedError[],
  renamed: Map<string, string>,
  placesOf: (index: number) => Path[],
): GraphQLFormattedError[] {
  return errors.flatMap(error => {
    const [, index, ...rest] = error.path ?? []
    if (typeof index === 'number') {
      const places = placesOf(index)
      if (places.length) return places.map(place => formatted(error, [...place, ...rename(rest, renamed)]))
    }
    // It concerns the whole fetch; its first place stands for all.
    return [formatted(error, placesOf(0)[0])]
  })
}

/** Indexes by place, turned round: the places of each representation. */
export function placesByIndex(
  entities: Data[],
  indexes: number[],
  located: Map<Data, Path>,
): (index: number) => Path[] {
  const places = new Map<number, Path[]>()
  entities.forEach((entity, i) => {
    const place = located.get(entity)
    const index = indexes[i]
    if (!place || index === undefined) return
    const known = places.get(index)
    if (known) known.push(place)
    else places.set(index, [place])
  })
  return index => places.get(index) ?? []
}

function formatted(error: GraphQLFormattedError, path: Path | undefined): GraphQLFormattedError {
  // Locations are those of the planner's text, which the client has never seen.
  return {
    message: String(error.message),
    ...(path?.length ? { path } : {}),
    ...(error.extensions ? { extensions: error.extensions } : {}),
  }
}

function rename(path: readonly (string | number)[], renamed: Map<string, string>): Path {
  return path.map(key => (typeof key === 'string' ? (renamed.get(key) ?? key) : key))
}
