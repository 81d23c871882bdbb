import { randomUUID } from 'node:crypto'
import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { Detection } from '../detection/consumer.ts'
import { firstAnswer, keepAnswer } from '../graphql/answer-once.ts'
import { readResponses } from '../response/read-responses.ts'
import type { ResponseData } from '../response/response.ts'
import { PolicyRow, type MitreData, type ScopeData } from './policy.entity.ts'
import { policyById } from './policy.loaders.ts'
import {
  dedupProblem,
  definitionProblems,
  descriptionProblem,
  MOST_POLICIES,
  nameProblem,
  readMitre,
} from './policy-parts.ts'
import { policiesOf } from './policy.service.ts'
import type { TemplateData } from './template/define-template.ts'
import { templateById } from './template/index.ts'
import { logPolicySteps, takePolicyTurn } from './policy-turn.ts'
import type { CreatePolicyInput, PolicyPayload } from './policy.type.ts'
import { freeSigmaId, headOf } from './read-sigma.ts'
import { readScope } from './read-scope.ts'

const OPERATION = 'createPolicy'
const FOLD_SECONDS = 3600

interface Made {
  id: string
}

/** Makes a policy from a template, or from kind and definition. */
export async function createPolicy(context: Context, input: CreatePolicyInput): Promise<PolicyPayload> {
  const made = await context.write(async tx => {
    // Policies are made one after the other, so that of two with the same key the second finds the first's answer.
    await takePolicyTurn(tx)
    const first = await firstAnswer<Made>(tx, OPERATION, input.idempotencyKey)
    if (first) return first
    const done = await create(tx, context, input)
    if ('id' in done && input.idempotencyKey) await keepAnswer(tx, OPERATION, input.idempotencyKey, done)
    return done
  })
  return answer(context, made)
}

async function answer(context: Context, made: Made | { userErrors: UserErrorData[] }): Promise<PolicyPayload> {
  if ('userErrors' in made) return { policy: null, userErrors: made.userErrors }
  // What the write has made must be seen: a request's read transaction may be older.
  await context.renew()
  return { policy: await policyById(context, made.id), userErrors: [] }
}

async function create(
  tx: Tx,
  context: Context,
  input: CreatePolicyInput,
): Promise<Made | { userErrors: UserErrorData[] }> {
  const { template, problems } = templateOf(input)
  const kind = input.kind ?? template?.kind
  const definition = input.definition ?? template?.definition
  if (template && input.kind && input.kind !== template.kind)
    problems.push(userError('BAD_USER_INPUT', `The template is of kind ${template.kind}. Leave kind out.`, ['kind']))
  if (!input.template && !kind)
    problems.push(userError('BAD_USER_INPUT', 'Give a template, or kind and definition.', ['kind']))
  if (kind && (definition === undefined || definition === null))
    problems.push(userError('BAD_USER_INPUT', 'Give the definition, or a template that has one.', ['definition']))
  else if (kind)
    problems.push(
      ...definitionProblems(
        { id: '', name: input.name, kind, severity: 'MEDIUM', enabled: true, definition },
        (await policiesOf(tx)).policies,
      ),
    )
  const head = kind && !problems.length ? headOf({ kind, definition }) : null
  const severity = input.severity ?? template?.severity ?? head?.severity ?? 'MEDIUM'
  const description = input.description ?? template?.description ?? head?.description ?? ''
  const named = await nameProblem(tx, input.name, null)
  if (named) problems.push(named)
  const described = descriptionProblem(description)
  if (described) problems.push(described)
  const dedup = input.dedupSeconds == null ? null : dedupProblem(input.dedupSeconds)
  if (dedup) problems.push(dedup)
  let mitre: MitreData[] = template?.mitre ?? head?.mitre ?? []
  if (input.mitre) {
    const read = readMitre(input.mitre)
    mitre = read.mitre
    problems.push(...read.problems)
  }
  let scope: ScopeData | null = null
  if (input.scope) {
    const read = await readScope(tx, input.scope)
    scope = read.scope
    problems.push(...read.problems)
  }
  let responses: ResponseData[] = []
  if (input.responses?.length && kind) {
    const read = await readResponses(context, tx, { kind, definition }, input.responses)
    responses = read.responses
    problems.push(...read.problems)
  }
  const [{ count }] = (await tx.query<{ count: string }>(
    'select count(*) from alerts.policy where tenant = $1 and deleted_at is null',
    [tx.tenant],
  )) as [{ count: string }]
  if (Number(count) >= MOST_POLICIES)
    problems.push(
      userError('CONFLICT', 'There are 5,000 policies, the most a tenant can have. Delete some first.', null),
    )
  if (problems.length) return { userErrors: problems }
  const id = randomUUID()
  tx.em.create(PolicyRow, {
    tenant: tx.tenant,
    id,
    name: input.name,
    description,
    kind: kind!,
    severity,
    enabled: input.enabled ?? false,
    builtIn: false,
    version: 1,
    definition,
    definitionVersion: 1,
    author: head?.author ?? template?.author ?? null,
    sigmaId: await freeSigmaId(tx, head?.sigmaId ?? null, null),
    mitre,
    foldSeconds: input.dedupSeconds ?? template?.foldSeconds ?? FOLD_SECONDS,
    failures: 0,
    scope,
    responses,
    enabledAt: new Date(context.instance(Detection).now()),
  })
  await tx.em.flush()
  await logPolicySteps(tx, { ...context.caller.actor }, [{ policy: id, version: 1, kind: 'CREATED', fields: [] }])
  return { id }
}

function templateOf({ template: id }: CreatePolicyInput): { template: TemplateData | null; problems: UserErrorData[] } {
  if (!id) return { template: null, problems: [] }
  const template = templateById(id)
  if (template) return { template, problems: [] }
  const message = `There is no template ${id}. Take an id of \`policyTemplates\`.`
  return { template: null, problems: [userError('NOT_FOUND', message, ['template'])] }
}
