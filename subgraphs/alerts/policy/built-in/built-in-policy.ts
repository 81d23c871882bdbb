import type { Severity } from '@casbah/kit'
import { ANOMALY_KINDS } from '../../detection/anomaly/kinds.ts'
import type { MitreData, PolicyKindName } from '../policy.entity.ts'

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

/** A policy over the built-in detector of the same name, with all its numbers written out, so that whoever tunes it sees them. */
export function anomalyPolicy(
  slug: string,
  { name, description, severity, mitre }: Pick<BuiltInPolicy, 'name' | 'description' | 'severity' | 'mitre'>,
): BuiltInPolicy {
  const parameters = ANOMALY_KINDS.get(slug)!.parameters.parse({})
  const definition = { detector: slug, parameters }
  return { slug, name, description, kind: 'ANOMALY', severity, definition, author: null, mitre, foldSeconds: 3600 }
}
