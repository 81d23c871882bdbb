import type { Severity } from '@casbah/kit'
import { defineTemplate } from './define-template.ts'
import * as technique from './techniques.ts'

/** What goes wrong with Casbah itself, so that it does not look at nothing and call that quiet. */
export const SYSTEM_TEMPLATES = [
  system(
    'app-not-watched',
    'App not watched',
    'HIGH',
    'A vendor refuses the credentials of an app, so that nothing of it is seen: they ran out, or somebody took them away. LOW for an app that was left paused, or without consent, for a day.',
    [technique.DISABLE_LOGS],
  ),
  system(
    'stream-silent',
    'Log went silent',
    'MEDIUM',
    'A log is read as planned and brings nothing at hours when it usually does: logging may have been switched off, narrowed or moved. What is usual is learnt from two weeks; a log that sleeps at night or on weekends is not missed then.',
    [technique.DISABLE_LOGS],
  ),
  system(
    'stream-behind',
    'Log is behind',
    'MEDIUM',
    'A log is not read as often as it should be, or is read so slowly that its newest events are much older than the vendor’s delay explains: alerts on it come late.',
  ),
  system(
    'credentials-end',
    'Credentials end soon',
    'MEDIUM',
    'The credentials of an app run out within 14 days, where vendor or operator tell when; HIGH within 3. Those that are renewed by themselves do not count.',
  ),
  system(
    'detector-not-ready',
    'Policy cannot work',
    'LOW',
    'Policies that are switched on lack what they need, such as a list of addresses or a database that is not over 90 days old. One alert names them all, with the remedy of each.',
  ),
  system(
    'rows-rejected',
    'Rows could not be read',
    'MEDIUM',
    'Rows of a log go to quarantine in numbers, mostly because the vendor changed its format; or items of Casbah’s own log failed and became dead letters.',
  ),
]

function system(
  condition: string,
  name: string,
  severity: Severity,
  description: string,
  mitre: (typeof technique.DISABLE_LOGS)[] = [],
) {
  return defineTemplate({
    id: `system-${condition}`,
    name,
    description,
    kind: 'SYSTEM',
    severity,
    definition: { condition, parameters: {} },
    mitre,
    isBuiltIn: true,
  })
}
