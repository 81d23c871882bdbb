import { byTime, type Emission } from './emission.ts'
import { ordinaryLife } from './life.ts'
import { logsOf } from './part.ts'
import { PARTS } from './parts.ts'
import { createDirector } from './stages.ts'
import { createWorld } from './world.ts'

/** Which company: the same seed, domain and size are the same people and days as `createDemoCompany` has. */
export interface CompanyName {
  seed: string | number
  name: string
  domain: string
  size: number
}

/** A company's quiet life between two instants (epoch ms), oldest first. */
export function* recordLife(
  { seed, name, domain, size }: CompanyName,
  since: number,
  until: number,
): Generator<Emission> {
  for (const row of ordinaryLife(createWorld(seed, name, domain, size), since)) {
    if (row && row.time >= until) return
    if (row) yield row
  }
}

/** An attack of each kind, as it would be staged at an instant (epoch ms), its rows oldest first. */
export function recordAttacks(
  { seed, name, domain, size }: CompanyName,
  at: number,
): { name: string; victim: string; rows: Emission[] }[] {
  const direct = createDirector(createWorld(seed, name, domain, size))
  const staged = new Map<string, ReturnType<typeof direct>>()
  for (let next = direct(at); !staged.has(next.name); next = direct(at)) staged.set(next.name, next)
  return [...staged.values()].map(({ name: kind, victim, rows }) => ({
    name: kind,
    victim,
    rows: rows.toSorted(byTime),
  }))
}

/** Whether the log that a row is in says from where somebody acts. */
export function tellsAddress({ vendor, partition }: Emission): boolean {
  const part = Object.entries(PARTS).find(([slug]) => slug === vendor)?.[1]
  return part !== undefined && logsOf(part)[partition ?? '']?.ip !== undefined
}
