import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner'
import type { Data } from './data.ts'
import type { TypeConditions } from './type-conditions.ts'

/** Changes data in place, as the planner ordered. */
export type Rewrite = (data: Data) => void

type Leaf = (parent: Data, key: string) => void

/** Compiles renames and fixed values; null when there is nothing to do. */
export function compileRewrites(rewrites: FetchRewrite[] | undefined, types: TypeConditions): Rewrite | null {
  if (!rewrites?.length) return null
  const each = rewrites.map(rewrite => compileRewrite(rewrite, types))
  return data => {
    for (const rewrite of each) rewrite(data)
  }
}

/** Response key as the subgraph answers it → as the client named it, to mend the paths of errors. */
export function renamedKeys(rewrites: FetchRewrite[] | undefined): Map<string, string> {
  const renamed = new Map<string, string>()
  for (const rewrite of rewrites ?? []) {
    if (!('KeyRenamer' in rewrite)) continue
    const last = rewrite.KeyRenamer.path.at(-1)
    if (last && 'Key' in last) renamed.set(last.Key, rewrite.KeyRenamer.renameKeyTo)
  }
  return renamed
}

function compileRewrite(rewrite: FetchRewrite, types: TypeConditions): Rewrite {
  if ('KeyRenamer' in rewrite) return at(rewrite.KeyRenamer.path, rename(rewrite.KeyRenamer.renameKeyTo), types)
  const setter = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite
  return at(setter.path, setTo(setter.setValueTo), types)
}

function rename(to: string): Leaf {
  return (parent, key) => {
    if (!(key in parent) || key === to) return
    parent[to] = parent[key]
    delete parent[key]
  }
}

function setTo(value: string): Leaf {
  return (parent, key) => {
    if (parent[key] !== undefined || key === '__typename') parent[key] = value
  }
}

/** Runs `leaf` on the last key of the path, wherever the path leads, through lists. */
function at(path: FetchNodePathSegment[], leaf: Leaf, types: TypeConditions): Rewrite {
  let last = path.length - 1
  while (last >= 0 && !('Key' in path[last]!)) last--
  function walk(value: unknown, index: number): void {
    if (value === null || typeof value !== 'object') return
    if (Array.isArray(value)) {
      for (const item of value) walk(item, index)
      return
    }
    const segment = path[index]
    if (segment === undefined) return
    const data = value as Data
    if ('TypenameEquals' in segment) {
      const type = data.__typename
      const fits = typeof type !== 'string' || segment.TypenameEquals.some(condition => types.matches(type, condition))
      if (fits) walk(data, index + 1)
    } else if (index === last) leaf(data, segment.Key)
    else walk(data[segment.Key], index + 1)
  }
  return data => walk(data, 0)
}
