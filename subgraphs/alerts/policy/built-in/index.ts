import { createHash } from 'node:crypto'
import type { Severity } from '@casbah/kit'
import type { MitreData, PolicyKindName } from '../policy.entity.ts'
import { LOGGING_OFF_RULES } from './logging-off.ts'
import { SIGN_INS_AND_PEOPLE } from './sign-ins-and-people.ts'

/** A policy that every tenant has from the start. */
export interface BuiltInPolicy {
  slug: string
  name: string
  description: string
  kind: PolicyKindName
  severity: Severity
  definition: unknown
  author: string | null
  mitre: MitreData[]
  foldSeconds: number
}

export const BUILT_IN: readonly BuiltInPolicy[] = [
  ...SIGN_INS_AND_PEOPLE,
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
  {
    slug: 'mass-download',
    name: 'Mass download',
    description:
      'One login takes thirty or more files or repositories within ten minutes, more than work needs: data is on its way out.',
    kind: 'ACTIVITY',
    severity: 'MEDIUM',
    definition: {
      filter: {
        action: { in: ['file.download', 'repository.clone', 'repository.download', 'repository.export'] },
        outcome: ['SUCCESS', 'UNKNOWN'],
      },
      count: 30,
      windowSeconds: 600,
      per: ['USER'],
      title: '{actor} took {count} files or repositories from {app} within {minutes} minutes',
      escalate: { count: 60, severity: 'HIGH' },
    },
    author: null,
    mitre: [
      { id: 'T1530', name: 'Data from Cloud Storage', tactics: ['Collection'] },
      { id: 'T1213.003', name: 'Code Repositories', tactics: ['Collection'] },
    ],
    foldSeconds: 3600,
  },
]

/** Policies that others took over from: a tenant that has one as it came finds it switched off. */
export const RETIRED: readonly string[] = ['guessed-password']

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
