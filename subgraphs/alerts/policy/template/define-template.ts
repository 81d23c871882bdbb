import type { Severity } from '@casbah/kit'
import type { MitreData, PolicyKindName } from '../policy.entity.ts'

/** A policy to start from. */
export interface TemplateData {
  /** As `createPolicy` takes it; the same for ever. */
  id: string
  name: string
  /** What it detects, why that matters, and what to adapt. */
  description: string
  kind: PolicyKindName
  severity: Severity
  /** In the shape that the kind names. */
  definition: unknown
  mitre: MitreData[]
  /** Of a Sigma rule. */
  author: string | null
  /** Slug of the connector that it is for; null for all. */
  connector: string | null
  /** Seconds after an alert's last activity in which an equal match folds into it. */
  foldSeconds: number
  /** Whether every tenant has it from the start, switched on: what is silent for weeks in a quiet company. */
  isBuiltIn: boolean
}

type Given = 'id' | 'name' | 'description' | 'kind' | 'severity' | 'definition' | 'mitre'

export function defineTemplate(data: Pick<TemplateData, Given> & Partial<Omit<TemplateData, Given>>): TemplateData {
  return { author: null, connector: null, foldSeconds: 3600, isBuiltIn: false, ...data }
}
