import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { humansIn, isGuest, members, nameOf } from './people.ts'

export const guestsExpire = defineCheck({
  name: 'guests-expire',
  title: 'Every guest has an end date',
  description:
    'A guest who was let in for a project stays when it is over, and nobody of the organisation notices when the account is taken.',
  severity: 'MEDIUM',
  category: 'guests',
  points: 5,
  reads: ['members'],
  touchedBy: ['guest_expiration_set', 'guest_expiration_cleared'],
  remediation:
    'In the organisation’s dashboard open *People → Members*, filter by guests, and under *…* choose *Set time limit* for each.',
  frameworks: derived({ 'NIST 800-53': 'AC-2', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.15' }),
  judge: judgeParsed({ members }, 'Slack did not tell who is a guest.', ({ members: found }) =>
    judgeSubjects(
      humansIn(found)
        .filter(isGuest)
        .map(one => ({ name: nameOf(one), account: one.id, passed: (one.expiration_ts ?? 0) > 0 })),
      { say: (passing, all) => `${passing} of ${all} guests have an end date.`, none: 'There are no guests.' },
    ),
  ),
})
