import { BUILT_IN, builtInId, uuidOf } from '../policy/built-in/index.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { ANOMALY_KINDS } from './anomaly/kinds.ts'
import { compilePolicy } from './compile.ts'
import { SigmaRefusal } from './sigma/refusal.ts'
import { parseSigma } from './sigma/rule.ts'

/** The policies that every tenant has from the start, as rows, without a database. */
export function builtInPolicies(tenant: string): PolicyRow[] {
  return BUILT_IN.map(({ slug, ...policy }) => row(tenant, { ...policy, id: builtInId(tenant, slug), builtIn: true }))
}

/** A policy of each built-in detector with its default numbers. */
export function detectorPolicies(tenant: string): PolicyRow[] {
  return [...ANOMALY_KINDS.keys()].map(name =>
    row(tenant, {
      id: uuidOf('detector', tenant, name),
      name,
      description: '',
      kind: 'ANOMALY',
      severity: 'MEDIUM',
      definition: { detector: name, parameters: {} },
      author: null,
      mitre: [],
      builtIn: false,
    }),
  )
}

/** A policy of each Sigma document in a text; or why a document is none, with its line. */
export function sigmaPolicies(
  tenant: string,
  file: string,
  text: string,
): { policies: PolicyRow[]; refused: { line: number; reason: string }[] } {
  try {
    const policies = parseSigma(text).map((rule, index) =>
      row(tenant, {
        id: uuidOf('sigma', tenant, file, String(index)),
        name: rule.title,
        description: '',
        kind: 'SIGMA',
        severity: 'MEDIUM',
        definition: { sigma: text },
        author: rule.author,
        mitre: [],
        builtIn: false,
      }),
    )
    for (const policy of policies) compilePolicy(policy)
    return { policies, refused: [] }
  } catch (error) {
    if (!(error instanceof SigmaRefusal)) throw error
    return { policies: [], refused: [{ line: error.line, reason: error.message }] }
  }
}

function row(
  tenant: string,
  policy: Pick<
    PolicyRow,
    'id' | 'name' | 'description' | 'kind' | 'severity' | 'definition' | 'author' | 'mitre' | 'builtIn'
  > &
    Partial<PolicyRow>,
): PolicyRow {
  return { tenant, enabled: true, version: 1, definitionVersion: 1, foldSeconds: 3600, failures: 0, ...policy }
}
