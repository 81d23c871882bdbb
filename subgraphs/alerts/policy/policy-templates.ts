import type { Severity } from '@casbah/kit'
import { BUILT_IN } from './built-in/index.ts'
import type { MitreData, PolicyKindName } from './policy.entity.ts'

/** What a template fills in of a policy. */
export interface TemplateData {
  description: string
  kind: PolicyKindName
  severity: Severity
  definition: unknown
  author: string | null
  mitre: MitreData[]
  foldSeconds: number
}

/** Where `createPolicy` finds templates. */
export interface PolicyTemplates {
  /** Null when there is none. */
  byId(id: string): TemplateData | null
}

/** The policies that ship, by their slug. */
export const POLICY_TEMPLATES: PolicyTemplates = {
  byId: id => BUILT_IN.find(({ slug }) => slug === id) ?? null,
}
