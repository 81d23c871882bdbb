import type { Severity } from '@casbah/kit'
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
