import { BUILT_IN, builtInId, uuidOf } from '../policy/built-in/index.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { ANOMALY_KINDS } from './anomaly/kinds.ts'
import { readSigma } from '../policy/read-sigma.ts'
import { splitDocuments } from '../policy/split-documents.ts'
import { SigmaRefusal } from './sigma/refusal.ts'
import { SigmaSet } from './sigma/set.ts'

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

/** A text with Sigma documents, and where it is from. */
export interface SigmaText {
  file: string
  text: string
}

/** A document that is no policy, and why. */
export interface RefusedDocument {
  file: string
  line: number
  reason: string
}

/** A policy of each Sigma document in some texts, read as one set; or why a document is none. */
export function sigmaPolicies(
  tenant: string,
  texts: readonly SigmaText[],
): { policies: PolicyRow[]; refused: RefusedDocument[] } {
  const policies: PolicyRow[] = []
  const refused: RefusedDocument[] = []
  const places = new Map<string, { file: string; line: number }>()
  const refuse = ({ file, line }: { file: string; line: number }, { line: within, message }: SigmaRefusal) =>
    refused.push({ file, line: line + within - 1, reason: message })
  for (const { file, text } of texts)
    for (const document of splitDocuments(text, 0)) {
      const place = { file, line: document.line }
      const id = uuidOf('sigma', tenant, file, String(document.line))
      places.set(id, place)
      try {
        const { title, description, severity, author, mitre } = readSigma(document.text)
        const definition = { sigma: document.text }
        policies.push(
          row(tenant, {
            id,
            name: title,
            description,
            kind: 'SIGMA',
            severity,
            definition,
            author,
            mitre,
            builtIn: false,
          }),
        )
      } catch (error) {
        if (!(error instanceof SigmaRefusal)) throw error
        refuse(place, error)
      }
    }
  const set = new SigmaSet(policies)
  const usable = policies.filter(({ id }) => {
    const refusal = set.refusalOf(id)
    if (refusal) refuse(places.get(id)!, refusal)
    return !refusal
  })
  return { policies: usable, refused }
}

function row(
  tenant: string,
  policy: Pick<
    PolicyRow,
    'id' | 'name' | 'description' | 'kind' | 'severity' | 'definition' | 'author' | 'mitre' | 'builtIn'
  > &
    Partial<PolicyRow>,
): PolicyRow {
  return {
    tenant,
    enabled: true,
    version: 1,
    definitionVersion: 1,
    foldSeconds: 3600,
    failures: 0,
    responses: [],
    ...policy,
  }
}
