import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { Detection } from '../detection/consumer.ts'
import { readResponses } from '../response/read-responses.ts'
import { PolicyRow } from './policy.entity.ts'
import { toPolicy } from './policy.loaders.ts'
import { dedupProblem, definitionProblems, descriptionProblem, nameProblem, readMitre } from './policy-parts.ts'
import { logPolicySteps, takePolicyTurn } from './policy-turn.ts'
import type { PolicyPayload, UpdatePolicyInput } from './policy.type.ts'
import { freeSigmaId, headOf } from './read-sigma.ts'
import { policiesOf } from './policy.service.ts'
import { readScope } from './read-scope.ts'

/** Changes a policy; what is left out stays. */
export async function updatePolicy(context: Context, input: UpdatePolicyInput): Promise<PolicyPayload> {
  return context.write(async tx => {
    await takePolicyTurn(tx)
    const { row, problem } = await policyToChange(tx, input.id, input.expectedVersion)
    if (!row) return { policy: null, userErrors: [problem] }
    const { changes, problems } = await changesOf(context, tx, row, input)
    if (problems.length) return { policy: null, userErrors: problems }
    const fields = (Object.keys(changes) as (keyof typeof changes)[]).filter(
      field => JSON.stringify(changes[field]) !== JSON.stringify(row[field]),
    )
    if (fields.includes('definition')) {
      const head = headOf({ kind: row.kind, definition: changes.definition })
      row.definitionVersion++
      row.author = head ? head.author : row.author
      row.sigmaId = await freeSigmaId(tx, head?.sigmaId ?? null, row.id)
    }
    if (fields.includes('enabled') && changes.enabled) row.enabledAt = new Date(context.instance(Detection).now())
    Object.assign(row, changes)
    row.version++
    await tx.em.flush()
    const step = { policy: row.id, version: row.version, kind: 'CHANGED' as const, fields: fields.map(nameOfField) }
    await logPolicySteps(tx, { ...context.caller.actor }, [step])
    return { policy: toPolicy(row), userErrors: [] }
  })
}

type Found = { row: PolicyRow; problem: null } | { row: null; problem: UserErrorData }

/** A policy that is there, locked; or why it cannot be changed. */
export async function policyToChange(tx: Tx, id: string, expectedVersion: number | null | undefined): Promise<Found> {
  const row = isUuid(id)
    ? await tx.em.findOne(PolicyRow, { tenant: tx.tenant, id, deletedAt: null }, { lockMode: 4 })
    : null
  if (!row)
    return {
      row,
      problem: userError('NOT_FOUND', `There is no policy ${id}. Take an id of \`policies\`.`, ['id']),
    }
  if (expectedVersion == null || row.version === expectedVersion) return { row, problem: null }
  const message = `The policy was changed since: its version is ${row.version}, not ${expectedVersion}. Read it again and repeat.`
  return { row: null, problem: userError('CONFLICT', message, ['expectedVersion']) }
}

type Changes = Partial<
  Pick<
    PolicyRow,
    'name' | 'description' | 'severity' | 'definition' | 'enabled' | 'scope' | 'mitre' | 'responses' | 'foldSeconds'
  >
>

/** A field as the graph calls it. */
const nameOfField = (field: keyof Changes) => (field === 'foldSeconds' ? 'dedupSeconds' : field)

async function changesOf(
  context: Context,
  tx: Tx,
  row: PolicyRow,
  input: UpdatePolicyInput,
): Promise<{ changes: Changes; problems: UserErrorData[] }> {
  const changes: Changes = {}
  const problems: UserErrorData[] = []
  for (const field of ['name', 'description'] as const) {
    const value = input[field]
    if (value == null || value === row[field]) continue
    if (row.builtIn) {
      const message = `The ${field} of a built-in policy cannot be changed. Leave it out.`
      problems.push(userError('BAD_USER_INPUT', message, [field]))
      continue
    }
    const problem = field === 'name' ? await nameProblem(tx, value, row.id) : descriptionProblem(value)
    if (problem) problems.push(problem)
    changes[field] = value
  }
  if (input.severity != null) changes.severity = input.severity
  if (input.enabled != null) changes.enabled = input.enabled
  if (input.dedupSeconds != null) {
    const problem = dedupProblem(input.dedupSeconds)
    if (problem) problems.push(problem)
    changes.foldSeconds = input.dedupSeconds
  }
  if (input.definition != null) {
    problems.push(
      ...definitionProblems({ ...row, ...changes, definition: input.definition }, (await policiesOf(tx)).policies),
    )
    changes.definition = input.definition
  }
  if (input.mitre !== undefined) {
    const { mitre, problems: found } = readMitre(input.mitre ?? [])
    problems.push(...found)
    changes.mitre = mitre
  }
  if (input.scope !== undefined) {
    const read = input.scope && (await readScope(tx, input.scope))
    problems.push(...(read?.problems ?? []))
    changes.scope = read?.scope ?? null
  }
  // What it leads to decides which actions fit, so a new definition is held against those that it has.
  if (input.responses !== undefined) {
    const policy = { kind: row.kind, definition: changes.definition ?? row.definition }
    const read = await readResponses(context, tx, policy, input.responses ?? [])
    problems.push(...read.problems)
    changes.responses = read.responses
  }
  return { changes, problems }
}
