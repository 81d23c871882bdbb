import type { Topics, Tx } from '@casbah/kit'
import type { Draft } from '../alert/draft.ts'
import type { Raisable } from '../alert/raisable.ts'
import { isCitation } from '../detection/citation.ts'
import { targetsOf, type SpecTarget } from './action-specs.ts'
import { connectorOf, isAction, OWN, type ActionResponse } from './response.ts'

/** Targets that one alert acts on by one response; a folder may hold a million files. */
const MOST = 100

interface Target {
  app: string
  account: string | null
  resource: string | null
  grant: string | null
}

/**
 * Asks for what the policy of an alert does besides raising it: once for each action and target of the alert, in the transaction that raises
 * it. Simulated attacks ask for dry runs. Whether it runs by itself, waits or is left, governance decides.
 */
export async function askResponses(tx: Tx, draft: Draft, matches: readonly Raisable[], now: number): Promise<void> {
  const { policy, id: alert, title } = draft
  const responses = policy.responses.filter(isAction)
  const fresh = matches.filter(({ addsOnly }) => !addsOnly)
  if (!responses.length || !fresh.length) return
  const kinds = await targetsOf(
    tx,
    responses.map(({ action }) => action),
  )
  const wanted: Topics['action.wanted'][] = []
  for (const response of responses) {
    const kind = kinds.get(response.action)
    if (!kind) continue
    const found = new Map<string, { target: Target; at: number }>()
    for (const match of fresh)
      for (const target of await targetsIn(tx, draft, match, response, kind)) {
        const key = [target.app, target.account, target.resource, target.grant].join('|')
        found.set(key, { target, at: Math.max(match.event.time, found.get(key)?.at ?? 0) })
      }
    const asked = await tx.query<{ target: string }>(
      `insert into alerts.response (tenant, alert, spec, target, at) select $1, $2, $3, unnest($4::text[]), $5 on conflict do nothing returning target`,
      [tx.tenant, alert, response.action, [...found.keys()].slice(0, MOST), new Date(now)],
    )
    for (const { target: key } of asked) {
      const { target, at } = found.get(key)!
      wanted.push({
        spec: response.action,
        ...target,
        reason: title,
        policy: policy.id,
        alert,
        parameters: response.parameters,
        dryRun: draft.isSimulated,
        notBefore: now,
        activityAt: at,
        maxAgeSeconds: response.maxAgeSeconds,
      })
    }
  }
  if (wanted.length) tx.append('action.wanted', wanted)
}

/** What a match leads an action to. */
async function targetsIn(
  tx: Tx,
  draft: Draft,
  { event, touches = [], things = [] }: Raisable,
  { action }: ActionResponse,
  kind: SpecTarget,
): Promise<Target[]> {
  const slug = connectorOf(action)
  const none = { account: null, resource: null, grant: null }
  const { app } = event.activity
  if (kind === 'ACCOUNT') {
    const cited = draft.cited.get(event.activity.id)
    const [account, user] =
      cited && isCitation(cited)
        ? [cited.accountId, cited.userId]
        : [touches.find(each => each.kind === 'account')?.value, touches.find(each => each.kind === 'user')?.value]
    const accounts = await accountsIn(tx, slug, { app, account: account ?? null, user: user ?? null })
    return accounts.map(each => ({ ...none, app: each.app, account: each.id }))
  }
  if (!(await isReadBy(tx, app, slug))) return []
  if (kind === 'APP') return [{ ...none, app }]
  const of = kind === 'RESOURCE' ? 'resource' : 'grant'
  return things.filter(thing => thing.of === of).map(({ id }) => ({ ...none, app, [of]: id }))
}

/**
 * Accounts that an action of a connector is for: the one that acted, where its app is read by that connector; else the same person's
 * accounts in its apps, so that what happens in one app can be answered at the identity provider.
 */
async function accountsIn(
  tx: Tx,
  slug: string,
  who: { app: string; account: string | null; user: string | null },
): Promise<{ id: string; app: string }[]> {
  if (who.account !== null && (slug === OWN || (await isReadBy(tx, who.app, slug))))
    return [{ id: who.account, app: who.app }]
  if (who.user === null || slug === OWN) return []
  return tx.query<{ id: string; app: string }>(
    `select k.id, k.app from alerts.account k join alerts.app p on p.tenant = k.tenant and p.id = k.app
     where k.tenant = $1 and k.user_id = $2 and p.connector = $3 and p.state <> 'DISCONNECTED' order by k.id limit ${MOST}`,
    [tx.tenant, who.user, slug],
  )
}

async function isReadBy(tx: Tx, app: string, slug: string): Promise<boolean> {
  const rows = await tx.query('select 1 from alerts.app where tenant = $1 and id = $2 and connector = $3', [
    tx.tenant,
    app,
    slug,
  ])
  return rows.length > 0
}
