import { PERSONAL_MAIL } from '@casbah/host'
import type { Tx } from '@casbah/kit'
import { wantWork } from '../collection/work.ts'

/** A mail domain that at least this share of the accounts has counts as the organisation's own, while nothing says which are. */
const SHARE = 0.2

/** The organisation's own domains, in lower case. */
export async function ownDomains(tx: Tx): Promise<Set<string>> {
  const [row] = await tx.query<{ names: string[] }>('select names from apps.own_domains where tenant = $1', [tx.tenant])
  return new Set(row?.names)
}

/** Domains that the tenant's administrator named. */
export async function domainsByHand(tx: Tx): Promise<string[]> {
  const [row] = await tx.query<{ by_hand: string[] }>('select by_hand from apps.own_domains where tenant = $1', [
    tx.tenant,
  ])
  return row?.by_hand ?? []
}

/** Names own domains by hand, in place of those named before. */
export async function setDomainsByHand(tx: Tx, domains: string[]): Promise<void> {
  await tx.query(
    `insert into apps.own_domains (tenant, by_hand) values ($1, $2)
     on conflict (tenant) do update set by_hand = excluded.by_hand, changed_at = now()`,
    [tx.tenant, JSON.stringify(domains)],
  )
  await refreshOwnDomains(tx)
}

/**
 * Brings the own domains up to date: what apps list and what was named by hand; while there is neither, the domains of a good part of the
 * accounts. When they changed, the exposure of all resources is judged anew.
 */
export async function refreshOwnDomains(tx: Tx): Promise<void> {
  const listed = await tx.query<{ name: string }>(
    `select distinct d.name from apps.domain d join apps.app a on a.tenant = d.tenant and a.id = d.app
     where d.tenant = $1 and a.state <> 'DISCONNECTED' order by d.name limit 5000`,
    [tx.tenant],
  )
  const stated = [...new Set([...(await domainsByHand(tx)), ...listed.map(({ name }) => name)])].sort()
  const names = (stated.length ? stated : await likelyDomains(tx)).filter(name => !PERSONAL_MAIL.has(name))
  const before = [...(await ownDomains(tx))]
  if (JSON.stringify(names) === JSON.stringify(before)) return
  await tx.query(
    `insert into apps.own_domains (tenant, names) values ($1, $2)
     on conflict (tenant) do update set names = excluded.names, changed_at = now()`,
    [tx.tenant, JSON.stringify(names)],
  )
  const apps = await tx.query<{ id: string }>(
    `select a.id::text from apps.app a where a.tenant = $1 and a.state <> 'DISCONNECTED'
       and exists (select 1 from apps.resource r where r.tenant = $1 and r.app = a.id) order by a.id`,
    [tx.tenant],
  )
  for (const { id } of apps) await wantWork(tx, id, 'exposure')
}

async function likelyDomains(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ name: string; share: number }>(
    `select name, (count(*) / sum(count(*)) over ())::float8 as share from (
       select split_part(email, '@', 2) as name from apps.account
       where tenant = $1 and email is not null and not is_external and status <> 'DELETED') as mail
     where name <> '' group by name order by name`,
    [tx.tenant],
  )
  return rows.flatMap(({ name, share }) => (share >= SHARE ? [name] : []))
}
