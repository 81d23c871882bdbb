import { createHash } from 'node:crypto'
import type { Severity } from '@casbah/kit'
import type { MitreData, PolicyKindName } from '../policy.entity.ts'
import { LOGGING_OFF_RULES } from './logging-off.ts'
import { PLACE_POLICIES } from './places.ts'

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

const COUNTS_AND_RULES: readonly BuiltInPolicy[] = [
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

/** In the order of their names. */
export const BUILT_IN: readonly BuiltInPolicy[] = [...COUNTS_AND_RULES, ...PLACE_POLICIES].toSorted((a, b) =>
  a.name < b.name ? -1 : 1,
)

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
