import type { Tx } from '@casbah/kit'
import type { ActionTarget } from '../connector/connector.type.ts'
import type { ResourceKind } from '../resource/resource.entity.ts'
import { isUuid } from '../uuid.ts'

/** Fields of a request that name what it acts on; at most one of them is given. */
export const TARGETS = ['account', 'resource', 'grant'] as const
export type TargetField = (typeof TARGETS)[number]

/** The field that names what an action acts on; null for one on the whole app. */
export const fieldOf = (target: ActionTarget): TargetField | null =>
  target === 'APP' ? null : (target.toLowerCase() as TargetField)

/** What an app has under an id. */
export interface FoundTarget {
  /** Of a resource. */
  kind: ResourceKind | null
  /** It is no longer there at the vendor. */
  gone: boolean
  /** Of an account: no automation may touch it. */
  isProtected: boolean
}

const FIND: Record<TargetField, string> = {
  account: `select id::text, null as kind, false as gone, is_protected as "isProtected" from apps.account`,
  resource: `select id::text, kind, gone_at is not null as gone, false as "isProtected" from apps.resource`,
  grant: `select id::text, null as kind, gone_at is not null as gone, false as "isProtected" from apps.oauth_grant`,
}

/** What an app has under these ids; of ids that it does not know there is nothing. */
export async function findTargets(
  tx: Tx,
  app: string,
  field: TargetField,
  ids: readonly unknown[],
): Promise<Map<string, FoundTarget>> {
  const known = ids.filter(isUuid)
  if (!known.length || !isUuid(app)) return new Map()
  const rows = await tx.query<FoundTarget & { id: string }>(
    `${FIND[field]} where tenant = $1 and app = $2 and id = any($3)`,
    [tx.tenant, app, known],
  )
  return new Map(rows.map(({ id, ...found }) => [id, found]))
}
