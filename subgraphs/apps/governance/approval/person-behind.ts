import type { Tx } from '@casbah/kit'
import type { Actor } from '../../actor/actor.type.ts'
import { isUuid } from '../../uuid.ts'

/** Tokens made with tokens made with tokens. */
const DEEPEST = 10

/** Who is behind an actor: of a token whoever made it, so that nobody approves with the other hand what he asked for with one. */
export async function personBehind(tx: Tx, actor: Actor): Promise<string> {
  let one = actor
  for (let depth = 0; depth < DEEPEST && one.kind === 'TOKEN' && isUuid(one.id); depth++) {
    const [token] = await tx.query<{ by: Actor }>(
      'select created_by as by from apps.api_token where tenant = $1 and id = $2',
      [tx.tenant, one.id],
    )
    if (!token || token.by.kind === 'SYSTEM') break
    one = token.by
  }
  return `${one.kind} ${one.id ?? one.name}`
}
