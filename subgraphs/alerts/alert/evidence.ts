import type { Tx } from '@casbah/kit'
import { isCitation, type Citation } from '../detection/citation.ts'
import type { Draft } from './draft.ts'

/** Activities that an alert copies whole; of further ones it keeps id and time. */
export const COPIES = 100

/** Keeps what the draft cites and the alert does not yet; returns how many are new. */
export async function storeEvidence(tx: Tx, { id, cited }: Draft): Promise<number> {
  const citations = [...cited.values()].sort((a, b) => a.time - b.time)
  const [held] = await tx.query<{ copies: string }>(
    'select count(*) as copies from alerts.alert_evidence where tenant = $1 and alert = $2 and copy is not null',
    [tx.tenant, id],
  )
  const rows = await tx.query(
    `insert into alerts.alert_evidence (tenant, alert, activity, time, copy, wanted)
     select $1, $2, activity, time, case when row_number() over (order by copy is null, ordinal) <= $4::bigint then copy end, copy is null
     from (
       select e.* from json_to_recordset($3) as e(ordinal int, activity text, time timestamptz, copy json)
       where not exists (
         select 1 from alerts.alert_evidence k where k.tenant = $1 and k.alert = $2 and k.activity = e.activity)
     ) as fresh
     returning 1`,
    [
      tx.tenant,
      id,
      JSON.stringify(
        citations.map((copy, ordinal) => ({
          ordinal,
          activity: copy.id,
          time: new Date(copy.time).toISOString(),
          copy: isCitation(copy) ? copy : null,
        })),
      ),
      COPIES - Number(held!.copies),
    ],
  )
  return rows.length
}

/** Fills in what was cited by reference: what was found is copied as far as there is room, and nothing of it is wanted any more. */
export async function wholeEvidence(tx: Tx, alert: string, wanted: string[], found: Citation[]): Promise<void> {
  await tx.query(
    `update alerts.alert_evidence v set wanted = false, copy = f.copy
     from unnest($3::text[]) as w(activity) left join (
       select e.activity, case when row_number() over (order by e.time, e.activity) <= $5 - (
         select count(*) from alerts.alert_evidence where tenant = $1 and alert = $2 and copy is not null) then e.copy end as copy
       from json_to_recordset($4) as e(activity text, time timestamptz, copy json)) f on f.activity = w.activity
     where v.tenant = $1 and v.alert = $2 and v.activity = w.activity and v.wanted`,
    [
      tx.tenant,
      alert,
      wanted,
      JSON.stringify(found.map(copy => ({ activity: copy.id, time: new Date(copy.time).toISOString(), copy }))),
      COPIES,
    ],
  )
}

export interface Entity {
  kind: 'app' | 'connector' | 'account' | 'user' | 'resource' | 'ip'
  value: string
  detail: object | null
}

/** Keeps which apps, accounts, users, resources and addresses the draft touches. */
export async function storeEntities(
  tx: Tx,
  draft: Pick<Draft, 'id' | 'cited'> & Partial<Pick<Draft, 'touches'>>,
): Promise<void> {
  await tx.query(
    `insert into alerts.alert_entity (tenant, kind, value, alert, detail)
     select $1, kind, value, $2, detail from json_to_recordset($3) as e(kind text, value text, detail json)
     on conflict do nothing`,
    [tx.tenant, draft.id, JSON.stringify(entitiesOfDraft(draft))],
  )
}

/** Each once. */
export function entitiesOfDraft({
  cited,
  touches = [],
}: Pick<Draft, 'cited'> & Partial<Pick<Draft, 'touches'>>): Entity[] {
  const entities = new Map<string, Entity>()
  for (const citation of [...cited.values()].filter(isCitation))
    for (const entity of entitiesOf(citation)) entities.set(`${entity.kind}|${entity.value}`, entity)
  for (const { kind, value } of touches) entities.set(`${kind}|${value}`, { kind, value, detail: null })
  return [...entities.values()]
}

function entitiesOf({
  app,
  connector,
  accountId,
  userId,
  targetAccountIds,
  targetResourceIds = [],
  ip,
}: Citation): Entity[] {
  const plain = (kind: Entity['kind'], value: string | null): Entity[] => (value ? [{ kind, value, detail: null }] : [])
  return [
    ...plain('app', app),
    ...plain('connector', connector),
    ...plain('account', accountId),
    ...plain('user', userId),
    ...targetAccountIds.flatMap(target => plain('account', target)),
    ...targetResourceIds.flatMap(target => plain('resource', target)),
    ...(ip ? [{ kind: 'ip' as const, value: ip.address, detail: ip }] : []),
  ]
}
