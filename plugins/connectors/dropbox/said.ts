import { at } from '@casbah/sdk'
import type { TeamEvent } from './team-event.ts'
import { vocabulary } from './vocabulary.ts'

/** Values of second factors that all mean that there is one. */
const FACTORS = new Set(['authenticator', 'sms', 'authenticator_and_sms', 'enabled'])

/** What happened: the kind of the event, with what its details say where that is something else, such as `member_change_status:suspended`. */
export function whatIsSaid({ event_type: type, details }: TeamEvent): string {
  const kind = type['.tag']
  const value = String(at(details?.new_value, '.tag') ?? '')
  const said = `${kind}:${kind === 'tfa_change_status' && FACTORS.has(value) ? 'enabled' : value}`
  return Object.hasOwn(vocabulary, said) ? said : kind
}
