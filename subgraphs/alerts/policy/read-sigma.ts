import type { Severity, Tx } from '@casbah/kit'
import { SigmaRefusal } from '../detection/sigma/refusal.ts'
import { parseSigma } from '../detection/sigma/parse.ts'
import { mitreOf } from './mitre.ts'
import type { MitreData, PolicyRow } from './policy.entity.ts'
import { isStorable } from './policy-parts.ts'

const UNSTORABLE = 'The document holds a NUL or half of a surrogate pair, which cannot be kept. Take it out.'

/** Characters of one definition; the longest published rules have a fiftieth of it. */
export const MOST_CHARACTERS = 1_000_000

/** What Sigma documents say of the policy to make of them. */
export interface SigmaHead {
  /** Null when there is none, or several documents. */
  sigmaId: string | null
  title: string
  description: string
  severity: Severity
  /** All of them, when documents have different ones. */
  author: string | null
  mitre: MitreData[]
}

/** Reads what the documents say of themselves; throws a SigmaRefusal when one of them cannot be judged. */
export function readSigma(text: string): SigmaHead {
  if (text.length > MOST_CHARACTERS)
    throw new SigmaRefusal(1, 'The document has over 1,000,000 characters. Split it into several rules.')
  if (!isStorable(text)) throw new SigmaRefusal(1, UNSTORABLE)
  const documents = parseSigma(text)
  const [first] = documents
  const authors = new Set(documents.flatMap(({ author }) => author ?? []))
  // A text in quotation marks may spell them.
  if (
    documents.some(each => ![each.id, each.title, each.description, each.author].every(text => isStorable(text ?? '')))
  )
    throw new SigmaRefusal(1, UNSTORABLE)
  return {
    sigmaId: documents.length === 1 ? first!.id : null,
    title: first!.title,
    description: (first!.description ?? '').trim().slice(0, 10_000),
    severity: first!.severity ?? 'MEDIUM',
    author: authors.size ? [...authors].join('; ') : null,
    mitre: mitreOf(documents.flatMap(({ tags }) => tags)),
  }
}

/** What the definition of a policy says of itself; null for one that is no Sigma rule. Call it with one that compiles. */
export function headOf({ kind, definition }: Pick<PolicyRow, 'kind' | 'definition'>): SigmaHead | null {
  return kind === 'SIGMA' ? readSigma((definition as { sigma: string }).sigma) : null
}

/** A Sigma id for a policy to be known by; null when another is known by it already. */
export async function freeSigmaId(tx: Tx, sigmaId: string | null, own: string | null): Promise<string | null> {
  if (sigmaId === null) return null
  const taken = await tx.query(
    'select 1 from alerts.policy where tenant = $1 and sigma_id = $2 and deleted_at is null and id is distinct from $3::uuid',
    [tx.tenant, sigmaId, own],
  )
  return taken.length ? null : sigmaId
}
