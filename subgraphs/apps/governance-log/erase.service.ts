import { userError, type Tx } from '@casbah/kit'
import type { Actor } from '../actor/actor.type.ts'
import { isUuid } from '../uuid.ts'
import type { EraseInput, ErasePayload } from './governance-log.type.ts'

const OPEN = ['AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'CONFIRMING', 'UNKNOWN', 'UNDOING']
const ERASED = '{"kind":"MEMBER","id":null,"name":"erased","email":null}'

/**
 * Takes what is told of a person out of the governance log and its actions: reasons, requests, results, names. What was done, when, to
 * which account and how it ended stays, and so does the chain. The erasure is itself a line of the log.
 */
export async function eraseFromLog(tx: Tx, { account, member }: EraseInput, by: Actor): Promise<ErasePayload> {
  const refused = (
    field: 'account' | 'member',
    message: string,
    code: 'BAD_USER_INPUT' | 'CONFLICT' = 'BAD_USER_INPUT',
  ) => ({
    lines: 0,
    userErrors: [userError(code, message, ['input', field])],
  })
  if (Boolean(account) === Boolean(member))
    return refused('account', 'Name either an account or a member, and not both.')
  if (account && !isUuid(account))
    return refused('account', `${account} is no id of an account. Take one from \`accounts\`.`)
  const mine = account
    ? 'account = $2::uuid'
    : `(requested_by ->> 'id' = $2 or approved_by ->> 'id' = $2 or rejected_by ->> 'id' = $2)`
  const [open] = await tx.query<{ id: string }>(
    `select id from apps.governance_action where tenant = $1 and ${mine} and state = any($3) limit 1`,
    [tx.tenant, account ?? member, OPEN],
  )
  if (open)
    return refused(
      account ? 'account' : 'member',
      `The action ${open.id} has not ended. Wait for it, or cancel it, then erase.`,
      'CONFLICT',
    )
  const [counted] = await tx.query<{ lines: number }>('select apps.erase_governance_text($1::uuid, $2) as lines', [
    account ?? null,
    member ?? null,
  ])
  if (account)
    await tx.query(
      `update apps.governance_action set reason = 'erased', parameters = '{}', request = null, result = null, remembered = null, undoable = false,
         error = case when error is null then null else json_build_object('code', error ->> 'code', 'message', 'erased', 'path', null) end
       where tenant = $1 and account = $2::uuid`,
      [tx.tenant, account],
    )
  else
    for (const column of ['requested_by', 'approved_by', 'rejected_by'])
      await tx.query(
        `update apps.governance_action set ${column} = $3::json where tenant = $1 and ${column} ->> 'kind' = 'MEMBER' and ${column} ->> 'id' = $2`,
        [tx.tenant, member, ERASED],
      )
  const lines = Number(counted!.lines)
  await tx.query(
    `insert into apps.governance_event (tenant, action, state, by_whom, note) values ($1, null, 'ERASED', $2, $3)`,
    [tx.tenant, JSON.stringify(by), `${lines} lines about ${account ? 'an account' : 'a member'} were erased.`],
  )
  return { lines, userErrors: [] }
}
