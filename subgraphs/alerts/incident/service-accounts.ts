import type { Tx } from '@casbah/kit'
import type { Tie } from './ties.ts'

interface Tied {
  alert: string
  ties: Tie[]
}

/**
 * Leaves out service accounts where people take part: a robot that provisions everybody would make one incident of everything. Alerts in
 * which nobody else takes part are still tied by them. Call it when it is stored what the alerts touch.
 */
export async function withoutServices<T extends Tied>(tx: Tx, touched: readonly T[]): Promise<readonly T[]> {
  const of = (kind: Tie['kind']) =>
    touched.flatMap(({ ties }) => ties.flatMap(tie => (tie.kind === kind ? [tie.value] : [])))
  const rows = await tx.query<{ id: string; user: string | null }>(
    `select k.id, case when not exists (
       select 1 from alerts.account p where p.tenant = $1 and p.user_id = k.user_id and not p.is_service) then k.user_id end as user
     from alerts.account k where k.tenant = $1 and k.is_service and (k.id = any($2::text[]) or k.user_id = any($3::text[]))`,
    [tx.tenant, of('account'), of('user')],
  )
  if (!rows.length) return touched
  const services = new Set(rows.flatMap(({ id, user }) => [`account|${id}`, ...(user ? [`user|${user}`] : [])]))
  const isService = ({ kind, value }: Tie) => services.has(`${kind}|${value}`)
  const concerned = touched.filter(({ ties }) => ties.some(isService)).map(({ alert }) => alert)
  const peopled = await tx.query<{ alert: string }>(
    `select distinct alert from alerts.alert_entity where tenant = $1 and alert = any($2::uuid[]) and kind in ('user', 'account')
     and kind || '|' || value <> all($3::text[])`,
    [tx.tenant, concerned, [...services]],
  )
  const withPeople = new Set(peopled.map(({ alert }) => alert))
  return touched.map(each =>
    withPeople.has(each.alert) ? { ...each, ties: each.ties.filter(tie => !isService(tie)) } : each,
  )
}
