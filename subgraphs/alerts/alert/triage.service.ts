import { userError, type Context } from '@casbah/kit'
import { Detection } from '../detection/consumer.ts'
import { AnsweredAlready, firstAnswer } from '../graphql/answer-once.ts'
import { Parameters } from '../graphql/sql.ts'
import { LiveSignal } from '../live/signal.ts'
import { filterSql } from './alert.filter.ts'
import type { TriageInput, TriagePayload } from './alert.inputs.ts'
import { alertById, isUuid } from './alert.loaders.ts'
import type { StoredActor } from './alert.row.ts'
import { changeAlerts, TriageRefused, type Change } from './change.ts'
import type { Alert } from './alert.type.ts'
import { readTags } from './tags.ts'
import { keepProgress, type TriageProgress } from './triage-progress.ts'

const MOST_IDS = 1_000
const MOST_FILTERED = 10_000
const CHUNK = 500
const SHOWN = 100

/** What was done so far, and how many are left. */
interface Answer {
  ids: string[]
  count: number
  remaining: number
}

/**
 * Triages by ids, all or none, or by filter in chunks. Under a key each chunk keeps how far it came: a repeat goes on behind it, so that no
 * alert is commented on twice.
 */
export async function triageAlerts(context: Context, input: TriageInput): Promise<TriagePayload> {
  const answer: Answer = { ids: [], count: 0, remaining: 0 }
  try {
    const change = await changeOf(context, input)
    let progress = await progressOf(context, input.idempotencyKey)
    if (progress?.after === null) return await payload(context, { ...answer, ...progress })
    Object.assign(answer, progress && { ids: progress.ids, count: progress.count })
    const ids = input.ids ? wantedIds(input) : await filteredIds(context, input, progress?.after ?? null)
    answer.remaining = ids.length
    const chunks = input.ids ? [ids] : chunked(ids)
    const by = {
      actor: { ...context.caller.actor },
      at: new Date(context.instance(Detection).now()),
      expectedVersion: input.expectedVersion ?? null,
      mustExist: Boolean(input.ids),
    }
    for (const [index, chunk] of chunks.entries()) {
      const seen = [...answer.ids, ...chunk].slice(0, SHOWN)
      const changed = await context.write(async tx => {
        const done = await changeAlerts(tx, chunk, change, by)
        if (input.idempotencyKey) {
          const after = index === chunks.length - 1 ? null : chunk.at(-1)!
          const next = { ids: seen, count: answer.count + done.length, after }
          await keepProgress(tx, input.idempotencyKey, progress, next)
          progress = next
        }
        return done
      })
      answer.ids = seen
      answer.count += changed.length
      answer.remaining -= chunk.length
      if (changed.length) context.instance(LiveSignal).wake(context.tenant)
    }
    return await payload(context, answer)
  } catch (error) {
    if (error instanceof AnsweredAlready) return overtaken(context, input.idempotencyKey!)
    if (!(error instanceof TriageRefused)) throw error
    // Whoever was too late is shown what the other made of it.
    const ids = error.problem.code === 'CONFLICT' ? (input.ids ?? []).filter(isUuid) : answer.ids
    return { ...(await payload(context, { ...answer, ids })), userErrors: [error.problem] }
  }
}

/** The answer of the call that was faster under the same key. */
async function overtaken(context: Context, key: string): Promise<TriagePayload> {
  const progress = (await progressOf(context, key))!
  const told = await payload(context, { ...progress, remaining: 0 })
  if (progress.after === null) return told
  const message = `Another call with the key ${key} is at work; it has changed ${progress.count} alerts so far. Repeat with the same key for its answer.`
  return { ...told, userErrors: [userError('CONFLICT', message, ['idempotencyKey'])] }
}

/** What the write has changed must be seen: a request's read transaction may be older. */
async function payload(context: Context, { ids, count, remaining }: Answer): Promise<TriagePayload> {
  await context.renew()
  const alerts = await Promise.all(ids.slice(0, SHOWN).map(id => alertById(context, id)))
  return { alerts: alerts.filter((alert): alert is Alert => alert !== null), count, remaining, userErrors: [] }
}

async function changeOf(context: Context, input: TriageInput): Promise<Change> {
  if (!input.ids === !input.filter) refuse('Give either ids or filter, not both and not none.', null)
  if (input.expectedVersion != null && input.ids?.length !== 1)
    refuse('expectedVersion goes with exactly one id. Leave it out or triage one alert at a time.', ['expectedVersion'])
  if (input.comment != null && (input.comment.trim() === '' || input.comment.length > 10_000))
    refuse('A comment has from 1 to 10,000 characters.', ['comment'])
  const change: Change = {}
  if (input.state != null) change.state = input.state
  if (input.classification !== undefined) change.classification = input.classification
  const reason = input.classificationReason
  if (reason != null && (reason.trim() === '' || reason.length > 2_000))
    refuse('A reason has from 1 to 2,000 characters. Say more in a comment, or give null to take it away.', [
      'classificationReason',
    ])
  if (reason !== undefined) change.reason = reason
  if (input.reasonCodes !== undefined) change.codes = [...new Set(input.reasonCodes)].sort()
  for (const field of ['addTags', 'removeTags'] as const) {
    if (!input[field]?.length) continue
    const { tags, problem } = readTags(input[field], field)
    if (problem) throw new TriageRefused(problem)
    change[field] = tags
  }
  if (input.comment != null) change.comment = input.comment
  if (input.assignee !== undefined)
    change.assignee = input.assignee === null ? null : await memberOf(context, input.assignee)
  if (!Object.keys(change).length)
    refuse('There is nothing to change. Give state, classification, its reason, assignee, tags or comment.', null)
  return change
}

async function memberOf(context: Context, id: string): Promise<StoredActor> {
  const { actor } = context.caller
  if (actor.id === id) return { ...actor }
  const [member] = await (
    await context.tx()
  ).query<{ name: string; email: string | null }>(
    'select name, email from alerts.member where tenant = $1 and id = $2 and active',
    [context.tenant, id],
  )
  if (!member)
    throw new TriageRefused(
      userError('NOT_FOUND', `There is no member ${id}. Take an id of Tenant.members.`, ['assignee']),
    )
  return { kind: 'MEMBER', id, ...member }
}

function wantedIds({ ids }: TriageInput): string[] {
  const wanted = [...new Set(ids)]
  if (wanted.length < 1 || wanted.length > MOST_IDS)
    refuse(`ids holds ${wanted.length}; from 1 to 1,000 are possible. Triage the rest by another call, or by filter.`, [
      'ids',
    ])
  const unknown = wanted.find(id => !isUuid(id))
  if (unknown !== undefined)
    throw new TriageRefused(userError('NOT_FOUND', `There is no alert ${unknown}. Nothing was changed.`, ['ids']))
  return wanted
}

async function filteredIds(context: Context, { filter }: TriageInput, after: string | null): Promise<string[]> {
  const parameters = new Parameters()
  const where = [filterSql(filter, parameters, context.instance(Detection).now())]
  if (after) where.push(`a.id > ${parameters.add(after)}::uuid`)
  const rows = await (
    await context.tx()
  ).query<{ id: string }>(
    `select a.id from alerts.alert a where a.tenant = ${parameters.add(context.tenant)} and ${where.join(' and ')} order by a.id limit ${MOST_FILTERED + 1}`,
    parameters.values,
  )
  if (rows.length > MOST_FILTERED)
    refuse('The filter matches over 10,000 alerts. Narrow it, such as by raisedAt.', ['filter'])
  return rows.map(row => row.id)
}

function refuse(message: string, path: string[] | null): void {
  throw new TriageRefused(userError('BAD_USER_INPUT', message, path))
}

function chunked(ids: string[]): string[][] {
  const chunks: string[][] = []
  for (let start = 0; start < ids.length; start += CHUNK) chunks.push(ids.slice(start, start + CHUNK))
  return chunks
}

async function progressOf(context: Context, key: string | null | undefined): Promise<TriageProgress | null> {
  return key ? context.write(tx => firstAnswer<TriageProgress>(tx, 'triage', key)) : null
}
