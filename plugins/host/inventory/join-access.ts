import type { ResourceDraft } from '@casbah/sdk'
import type { ListedRow } from '../messages.ts'

/** Rows of one page that tell of the same resource become one, with the access that they tell together: a row a group that is let in. */
export function joinAccess(rows: ListedRow[]): ListedRow[] {
  const known = new Map<string, ResourceDraft>()
  const joined: ListedRow[] = []
  for (const row of rows) {
    const before = 'resource' in row ? known.get(row.resource.externalId) : undefined
    if (!('resource' in row)) joined.push(row)
    else if (before) {
      const access = [before, row.resource].flatMap(one => one.access ?? [])
      const isTold = before.access !== undefined || row.resource.access !== undefined
      Object.assign(before, row.resource, isTold && { access })
    } else {
      const resource = { ...row.resource }
      known.set(resource.externalId, resource)
      joined.push({ resource })
    }
  }
  return joined
}
