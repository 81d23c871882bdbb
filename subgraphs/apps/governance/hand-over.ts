import type { Tx, UserErrorData } from '@casbah/kit'
import { isOwn } from '../connector/own-actions.ts'
import { slugOf } from '../connector/spec-id.ts'
import { isUuid } from '../uuid.ts'
import { wrong } from './check-request.ts'

interface Asked {
  spec: string
  app: string
  account?: string | null
}

/**
 * An action of another connector than the one that reads the account's app is done to the same person's account there, as by a policy's response: what
 * Workday or GitHub has no way for, such as ending sessions, is done at the identity provider. The request as it is where that app's own connector has the
 * action, or no person is known; an error where several accounts could be meant, or none.
 */
export async function handOver<Input extends Asked>(tx: Tx, input: Input): Promise<Input | UserErrorData> {
  const { spec, app, account } = input
  const slug = slugOf(spec)
  if (isOwn(spec) || !account || !isUuid(app) || !isUuid(account)) return input
  const [asked] = await tx.query<{ person: string | null }>(
    `select a.person::text as person from apps.account a join apps.app p on p.tenant = a.tenant and p.id = a.app
     where a.tenant = $1 and a.id = $2 and p.id = $3 and p.connector <> $4`,
    [tx.tenant, account, app, slug],
  )
  if (!asked?.person) return input
  const others = await tx.query<{ app: string; account: string }>(
    `select a.app::text as app, a.id::text as account from apps.account a join apps.app p on p.tenant = a.tenant and p.id = a.app
     where a.tenant = $1 and a.person = $2 and p.connector = $3 and p.state <> 'DISCONNECTED' and a.status <> 'DELETED' order by a.id limit 2`,
    [tx.tenant, asked.person, slug],
  )
  const [only] = others
  if (others.length === 1) return { ...input, ...only }
  return only
    ? wrong(
        'account',
        'CONFLICT',
        `The person has several accounts in ${slug}. Name the one that is meant, and its app.`,
      )
    : wrong(
        'spec',
        'NOT_FOUND',
        `The person has no account in ${slug} that is known. Link one to them, or ask in the app itself.`,
      )
}
