import { CasbahError } from '@casbah/kit'
import type { AlertFilter } from '../alert/alert.inputs.ts'

/** Why what follows changes of alerts takes no filter by SLA: no step of the log tells that an alert has become late. */
export const UNTOLD_SLA =
  'What follows changes of alerts cannot be filtered by `sla`: time alone changes it, without an update. Leave it out, and ask `alerts` for what is late.'

/** Whether a filter is about SLA clocks anywhere within. */
export function isAboutSla(filter: AlertFilter | null | undefined): boolean {
  if (!filter) return false
  return !!filter.sla || [...(filter.and ?? []), ...(filter.or ?? []), filter.not].some(isAboutSla)
}

/** Refuses a filter by SLA where changes are followed. */
export function refuseSla(filter: AlertFilter | null): void {
  if (isAboutSla(filter)) throw new CasbahError('BAD_USER_INPUT', UNTOLD_SLA, { path: ['filter'] })
}
