import { CasbahError } from '@casbah/kit'
import type { AlertFilter } from '../alert/alert.inputs.ts'

/** Refuses a filter by SLA where changes are followed: time alone makes an alert late, and no step of the log tells that. */
export function refuseSla(filter: AlertFilter | null): void {
  if (!filter) return
  if (filter.sla)
    throw new CasbahError(
      'BAD_USER_INPUT',
      'A subscription cannot be filtered by `sla`: time alone changes it, without an update. Leave it out, and ask `alerts` for what is late.',
      { path: ['filter', 'sla'] },
    )
  for (const part of [...(filter.and ?? []), ...(filter.or ?? [])]) refuseSla(part)
  refuseSla(filter.not ?? null)
}
