import { randomUUID } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { Detection } from '../detection/consumer.ts'
import { SigmaRefusal } from '../detection/sigma/refusal.ts'
import { SigmaSet } from '../detection/sigma/set.ts'
import type { PolicyRow } from './policy.entity.ts'
import { readPolicies, toPolicy } from './policy.loaders.ts'
import { MOST_POLICIES } from './policy-parts.ts'
import { policiesOf } from './policy.service.ts'
import { logPolicySteps, takePolicyTurn, type PolicyStep } from './policy-turn.ts'
import { readSigma, type SigmaHead } from './read-sigma.ts'
import { splitDocuments, type SigmaDocumentText } from './split-documents.ts'
import type { ImportSigmaInput, ImportSigmaPayload, SigmaResult } from './policy.type.ts'

const MOST_BYTES = 5 * 1024 * 1024
const MOST_DOCUMENTS = 10_000
/** Milliseconds of reading after which others get their turn. */
const SLICE_MS = 20
const FOLD_SECONDS = 3600

type Read =
  | { document: SigmaDocumentText; rule: SigmaHead }
  | { document: SigmaDocumentText; line: number; problem: UserErrorData }

/**
 * Makes a policy of each Sigma document, in one transaction and one statement. A document whose Sigma id is known gives that policy its
 * definition, description, author and techniques; what members set of it (name, severity, scope, whether it runs) stays.
 */
export async function importSigma(context: Context, input: ImportSigmaInput): Promise<ImportSigmaPayload> {
  const bytes = input.documents.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const refused = (message: string): ImportSigmaPayload => ({
    results: [],
    userErrors: [userError('BAD_USER_INPUT', message, ['documents'])],
  })
  if (bytes > MOST_BYTES)
    return refused(
      'The documents have over 5 MB in all. Import them in several calls; what is known already is only renewed.',
    )
  const documents = input.documents.flatMap(splitDocuments)
  if (documents.length > MOST_DOCUMENTS)
    return refused('There are over 10,000 documents. Import them in several calls.')
  if (!documents.length) return refused('There is no Sigma document in it.')
  const read = await readAll(documents)
  const { ids, problems } = await context.write(tx => store(tx, context, read, input.enabled ?? false))
  await context.renew()
  const rows = await readPolicies(await context.tx(), [...new Set(ids.values())])
  return {
    results: read.map((each): SigmaResult => {
      const { index, line } = each.document
      if ('problem' in each) return { index, line: each.line, policy: null, error: each.problem }
      const row = rows.get(ids.get(each.document) ?? '')
      return { index, line, policy: row ? toPolicy(row) : null, error: problems.get(each.document) ?? null }
    }),
    userErrors: [],
  }
}

async function readAll(documents: SigmaDocumentText[]): Promise<Read[]> {
  const read: Read[] = []
  let since = performance.now()
  for (const document of documents) {
    read.push(readDocument(document))
    if (performance.now() - since < SLICE_MS) continue
    await breathe()
    since = performance.now()
  }
  return read
}

function readDocument(document: SigmaDocumentText): Read {
  try {
    const rule = readSigma(document.text)
    if (rule.title.length > 200) throw new SigmaRefusal(1, 'The title has over 200 characters. Shorten it.')
    return { document, rule }
  } catch (error) {
    if (!(error instanceof SigmaRefusal)) throw error
    const line = document.line + error.line - 1
    return {
      document,
      line,
      problem: userError('BAD_USER_INPUT', error.message, ['documents', String(document.index)]),
    }
  }
}

interface Known {
  id: string
  name: string
  sigmaId: string | null
  version: number
  definition: unknown
}

interface Stored {
  /** Ids of the policies by document. */
  ids: Map<SigmaDocumentText, string>
  problems: Map<SigmaDocumentText, UserErrorData>
}

async function store(tx: Tx, context: Context, read: readonly Read[], enabled: boolean): Promise<Stored> {
  await takePolicyTurn(tx)
  const { policies } = await policiesOf(tx)
  const known = await tx.query<Known>(
    `select id, name, sigma_id as "sigmaId", version, case when sigma_id is not null then definition end as definition
     from alerts.policy where tenant = $1 and deleted_at is null`,
    [tx.tenant],
  )
  const bySigmaId = new Map(known.flatMap(each => (each.sigmaId ? [[each.sigmaId, each] as const] : [])))
  const names = new Set(known.map(({ name }) => name))
  const seen = new Set<string>()
  const rows: Row[] = []
  const steps: PolicyStep[] = []
  const documents = new Map<string, SigmaDocumentText>()
  const stored: Stored = { ids: new Map(), problems: new Map() }
  let count = known.length
  for (const each of read) {
    if ('problem' in each) continue
    const { document, rule } = each
    const problem = (message: string) =>
      stored.problems.set(document, userError('CONFLICT', message, ['documents', String(document.index)]))
    if (rule.sigmaId && seen.has(rule.sigmaId)) {
      problem(`An earlier document of this import has the id ${rule.sigmaId}. Give each its own.`)
      continue
    }
    const before = rule.sigmaId ? bySigmaId.get(rule.sigmaId) : undefined
    const name = before?.name ?? freeName(rule, names)
    if (name === null) {
      problem(`There is a policy called ${rule.title} already. Give the document another title, or an id.`)
      continue
    }
    if (!before && count >= MOST_POLICIES) {
      problem('There are 5,000 policies, the most a tenant can have. Delete some first.')
      continue
    }
    if (rule.sigmaId) seen.add(rule.sigmaId)
    names.add(name)
    if (!before) count++
    const id = before?.id ?? randomUUID()
    stored.ids.set(document, id)
    const definition = { sigma: document.text }
    const isSame = before && JSON.stringify(before.definition) === JSON.stringify(definition)
    if (isSame) continue
    const { sigmaId, description, severity, author, mitre } = rule
    rows.push({ id, name, sigmaId, description, severity, author, mitre, definition })
    documents.set(id, document)
    steps.push({
      policy: id,
      version: (before?.version ?? 0) + 1,
      kind: before ? 'CHANGED' : 'CREATED',
      fields: before ? ['definition', 'description', 'author', 'mitre'] : [],
    })
  }
  const refused = refusedAmong(rows, policies)
  for (const [id, { message, line }] of refused) {
    const document = documents.get(id)!
    const problem = userError('BAD_USER_INPUT', message, ['documents', String(document.index)])
    stored.ids.delete(document)
    stored.problems.set(document, problem)
    document.line += line - 1
  }
  const kept = rows.filter(({ id }) => !refused.has(id))
  await write(tx, kept, enabled, new Date(context.instance(Detection).now()))
  await logPolicySteps(
    tx,
    { ...context.caller.actor },
    steps.filter(({ policy }) => !refused.has(policy)),
  )
  return stored
}

/** A policy to be made or changed. */
interface Row extends Omit<SigmaHead, 'title'> {
  id: string
  name: string
  definition: { sigma: string }
}

/** Documents that name what is in no policy and in no other document, or the like, by the id of their policy. */
function refusedAmong(rows: readonly Row[], policies: readonly PolicyRow[]): Map<string, SigmaRefusal> {
  const fresh = new Set(rows.map(({ id }) => id))
  const set = new SigmaSet([
    ...policies.filter(({ id, kind }) => kind === 'SIGMA' && !fresh.has(id)),
    ...rows.map(row => ({ ...row, enabled: true })),
  ])
  const refused = new Map<string, SigmaRefusal>()
  for (const { id } of rows) {
    const refusal = set.refusalOf(id)
    if (refusal) refused.set(id, refusal)
  }
  return refused
}

async function write(tx: Tx, rows: Row[], enabled: boolean, now: Date): Promise<void> {
  if (!rows.length) return
  await tx.query(
    `insert into alerts.policy as p (tenant, id, name, description, kind, severity, enabled, built_in, version, definition, definition_version,
       author, mitre, fold_seconds, sigma_id, enabled_at)
     select $1, id, name, description, 'SIGMA', severity, $3, false, 1, definition, 1, author, mitre, $4, "sigmaId", $5
     from json_to_recordset($2) as r(id uuid, name text, description text, severity text, definition json, author text, mitre json,
       "sigmaId" text)
     on conflict (tenant, id) do update set definition = excluded.definition, description = excluded.description, author = excluded.author,
       mitre = excluded.mitre, version = p.version + 1, definition_version = p.definition_version + 1`,
    [tx.tenant, JSON.stringify(rows), enabled, FOLD_SECONDS, now.toISOString()],
  )
}

/** The title; where a policy has that name already, with the beginning of the Sigma id. Null when neither is free. */
function freeName({ title, sigmaId }: SigmaHead, names: ReadonlySet<string>): string | null {
  if (!names.has(title)) return title
  const longer = sigmaId && `${title} (${sigmaId.slice(0, 8)})`
  return longer && !names.has(longer) ? longer : null
}
