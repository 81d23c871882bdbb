import { createHash } from 'node:crypto'
import type { BuiltInPolicy } from './built-in-policy.ts'
import { LOGGING_OFF_RULES } from './logging-off.ts'
import { VOLUME_AND_MAIL } from './volume-and-mail.ts'

/** Every built-in policy. */
export const BUILT_IN: readonly BuiltInPolicy[] = [
  {
    slug: 'logging-off',
    name: 'Audit logging switched off',
    description:
      'A trail, log stream or event hook that carries the audit log away is stopped, deleted or narrowed. Whoever means to stay unseen does this first.',
    kind: 'SIGMA',
    severity: 'HIGH',
    definition: { sigma: LOGGING_OFF_RULES },
    author: 'Casbah',
    mitre: [{ id: 'T1562.008', name: 'Disable or Modify Cloud Logs', tactics: ['Defense Evasion'] }],
    foldSeconds: 3600,
  },
  {
    slug: 'guessed-password',
    name: 'Guessed password',
    description:
      'Ten or more failed sign-ins of one login from one address within ten minutes, then one that succeeds: the password was guessed or stuffed and is known now.',
    kind: 'ACTIVITY',
    severity: 'HIGH',
    definition: {
      filter: { action: { in: ['user.login'] }, outcome: ['FAILURE'] },
      count: 10,
      windowSeconds: 600,
      per: ['USER', 'IP'],
      followedBy: { action: { in: ['user.login'] }, outcome: ['SUCCESS'] },
      title:
        'The password of {actor} was guessed from {ip} ({country}): {count} failed sign-ins in {app}, then a success',
    },
    author: null,
    mitre: [{ id: 'T1110.001', name: 'Password Guessing', tactics: ['Credential Access'] }],
    foldSeconds: 3600,
  },
  {
    slug: 'impossible-travel',
    name: 'Impossible travel',
    description:
      'One person is active in two countries too far apart for the time between, which tells of a stolen session or password. Countries are compared by their middles; corporate, VPN and cloud networks say nothing of where a person is and are left out.',
    kind: 'ANOMALY',
    severity: 'HIGH',
    definition: { detector: 'impossible-travel', parameters: { maxSpeedKmh: 900, minDistanceKm: 500 } },
    author: null,
    mitre: [{ id: 'T1078.004', name: 'Cloud Accounts', tactics: ['Initial Access', 'Persistence', 'Defense Evasion'] }],
    foldSeconds: 3600,
  },
  ...VOLUME_AND_MAIL,
]

/** Id of a built-in policy in a tenant: the same however often it is made. */
export function builtInId(tenant: string, slug: string): string {
  return uuidOf('policy', tenant, slug)
}

/** A uuid that follows from its parts alone. */
export function uuidOf(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\0')).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
