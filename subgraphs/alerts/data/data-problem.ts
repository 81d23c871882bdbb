import { userError, type Tx, type UserError } from '@casbah/kit'
import type { DataNeed } from '../detection/anomaly/kind.ts'

const DAY_MS = 86_400_000
/** Older data is outdated. */
const OLDEST_DAYS = 90

/** What each is called, and what to do when it is missing or outdated. */
const DATA: Record<DataNeed, { title: string; remedy: string }> = {
  country: { title: 'The database of countries', remedy: 'Set CASBAH_COUNTRY_DATABASE to a newer MMDB file' },
  asn: { title: 'The database of networks', remedy: 'Set CASBAH_ASN_DATABASE to a newer MMDB file' },
  tor: { title: 'The list of Tor exits', remedy: 'Set CASBAH_TOR_LIST to a file or an https address' },
  vpn: { title: 'The list of VPN ranges', remedy: 'Set CASBAH_VPN_LIST to a file or an https address' },
  hosting: { title: 'The list of hosting ranges', remedy: 'Set CASBAH_HOSTING_LIST to a file or an https address' },
  risky: { title: 'The list of risky addresses', remedy: 'Set CASBAH_RISKY_LIST to a file or an https address' },
  accounts: {
    title: 'The list of accounts',
    remedy: 'Connect an app that lists its accounts, or wait for its first listing',
  },
  mfa: {
    title: 'The list of accounts',
    remedy: 'Connect an app that lists its accounts, or wait for its first listing',
  },
}

/** Data of the tenant itself, which is always as new as its apps. */
const OF_TENANT: ReadonlySet<DataNeed> = new Set(['accounts', 'mfa'])

/** What there is of one kind of data. */
export interface OnHand {
  /** Where it should be from; null when nothing is set. */
  source: string | null
  /** When it was current, epoch ms; null when that is not known. */
  builtAt: number | null
  /** Whether it was ever read. */
  isRead: boolean
}

/** Why a detector cannot work on the data there is: the first that is missing or over 90 days old; null when it can. `now`: epoch ms. */
export function dataProblem(
  onHand: ReadonlyMap<DataNeed, OnHand>,
  needs: readonly DataNeed[],
  now: number,
): UserError | null {
  for (const need of needs) {
    const { title, remedy } = DATA[need]
    const found = onHand.get(need)
    if (!found?.isRead)
      return userError(
        'NOT_READY',
        found?.source
          ? `${title} could not be read from ${found.source}; the log of activities says why. Mend it, and it is read again.`
          : `${title} is missing. ${remedy}.`,
      )
    if (found.builtAt !== null && now - found.builtAt > OLDEST_DAYS * DAY_MS)
      return userError(
        'NOT_READY',
        `${title} is of ${new Date(found.builtAt).toISOString().slice(0, 10)}, over ${OLDEST_DAYS} days old. ${remedy}, or renew the one that is set.`,
      )
  }
  return null
}

/** Reads what data there is, for a tenant; answers what a detector lacks. */
export async function dataProblems(tx: Tx): Promise<(needs: readonly DataNeed[], now: number) => UserError | null> {
  const rows = await tx.query<{ name: DataNeed; source: string | null; built: string | null; entries: number | null }>(
    'select name, source, extract(epoch from built_at) * 1000 as built, entries from alerts.data',
  )
  const onHand = new Map<DataNeed, OnHand>(
    rows.map(({ name, source, built, entries }) => [
      name,
      // A database may not tell when it was built; a list that was read does.
      { source, builtAt: built === null ? null : Number(built), isRead: built !== null || entries === null },
    ]),
  )
  const [account] = await tx.query('select 1 from alerts.account where tenant = $1 limit 1', [tx.tenant])
  if (account) for (const need of OF_TENANT) onHand.set(need, { source: null, builtAt: null, isRead: true })
  return (needs, now) => dataProblem(onHand, needs, now)
}
