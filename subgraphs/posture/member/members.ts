import { userError, type Context, type Topics, type Tx } from '@casbah/kit'
import { callerAsActor, type Actor } from '../references.type.ts'

/** Keeps copies of the tenant's members, who can answer for exceptions. */
export async function storeMembers(tx: Tx, items: Topics['member.changed'][]): Promise<void> {
  // One statement must not touch a row twice.
  const last = new Map(items.map(item => [item.id, item]))
  await tx.query(
    `insert into posture.member as k (tenant, id, name, email, active)
     select $1, id, name, email, active from json_to_recordset($2) as m(id text, name text, email text, active boolean)
     on conflict (tenant, id) do update set name = excluded.name, email = excluded.email, active = excluded.active`,
    [tx.tenant, JSON.stringify([...last.values()])],
  )
}

/** The member with an id, the caller when none is given; a user error when there is no such active member. */
export async function memberOr(
  context: Context,
  tx: Tx,
  id: string | null | undefined,
  path: string[],
): Promise<{ actor: Actor } | { error: ReturnType<typeof userError> }> {
  if (id == null || id === context.caller.actor.id) return { actor: callerAsActor(context) }
  const [member] = await tx.query<{ name: string; email: string | null }>(
    'select name, email from posture.member where id = $1 and active',
    [id],
  )
  if (member) return { actor: { kind: 'MEMBER', id, ...member, account: null } }
  return {
    error: userError(
      'NOT_FOUND',
      `There is no active member ${id}. Take an id of Tenant.members, or leave it out to answer for it yourself.`,
      path,
    ),
  }
}
