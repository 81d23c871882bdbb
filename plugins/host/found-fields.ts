import { at, type FoundField } from '@casbah/sdk'
import { FetchedReadings } from './assessment/readings.ts'
import type { Clock } from './clock.ts'
import { sha256 } from './identity.ts'
import type { ReadContext } from './inventory/read-context.ts'
import { leftOut, type Finding } from './left-out.ts'
import type { Log } from './log.ts'
import type { HostedApp, HostProblem, HostStore } from './ports.ts'

/** How long what was found is good, and how soon it is asked for again when the vendor did not tell, ms. */
const GOOD_MS = 3_600_000
const RETRY_MS = 300_000
/** Rounds that begin so soon after one another ask once, ms. */
const ROUND_MS = 60_000
/** One label of a host: a value may stand in one. */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i
/** Values that a sentence names. */
const NAMED = 50
/** Most values of a field: each may be a part of a stream, and of these there are not more. */
const MOST = 1_000

type Fields = Record<string, string[]>

/** What the vendor told of the fields that the operator left out. */
export interface Found {
  fields: Fields
  /** Whether the vendor ever told it; else these are the values that every customer has. */
  isTold: boolean
  /** When this process asked for it last, epoch ms; null before the first time. */
  askedAt: number | null
  /** Why the vendor did not tell it then. */
  problem: HostProblem | null
}

export interface FoundFieldsOptions {
  store: Pick<HostStore, 'found' | 'saveFound'>
  clock: Clock
  log: Log
}

/** What vendors tell of fields that operators left out: asked for, remembered, and kept when a later asking fails. */
export class FoundFields {
  readonly #options: FoundFieldsOptions
  readonly #known = new Map<string, Found & { of: string }>()

  constructor(options: FoundFieldsOptions) {
    this.#options = options
  }

  /** What is known without asking the vendor; null when the operator left nothing out. */
  async known({ card }: { card: Finding }, app: HostedApp): Promise<Found | null> {
    const fields = leftOut(card, app.config)
    if (fields.length === 0) return null
    const of = fingerprint(app)
    const known = this.#known.get(app.id)
    if (known?.of === of) return known
    // Whoever has no lease of the app only tries it.
    const kept = app.epoch > 0 ? await this.#options.store.found({ app: app.id, tenant: app.tenant }) : null
    const isTold = kept?.of === of
    const usual = Object.fromEntries(fields.map(([field, { always }]) => [field, always]))
    return { fields: isTold ? kept.fields : usual, isTold, askedAt: null, problem: null }
  }

  /**
   * What the vendor tells now, or told a moment ago. `context` asks by what is known, `given` is the app as it is configured. When the vendor does not tell,
   * what is known stays. Rejects only with what the signal says, and when the lease is lost.
   */
  async ask(context: ReadContext, given: HostedApp): Promise<Found> {
    const { clock, store, log } = this.#options
    const { description, signal } = context
    const known = (await this.known(description, given))!
    const askedAt = clock.now()
    if (known.askedAt !== null && !known.problem && askedAt - known.askedAt < ROUND_MS) return known
    const asked = await Promise.all(
      leftOut(description.card, given.config).map(([field, one]) => this.#askOne(context, field, one)),
    )
    signal.throwIfAborted()
    // Somebody else may have asked later, and been answered sooner.
    const later = this.#known.get(given.id)
    if (later?.of === fingerprint(given) && (later.askedAt ?? 0) > askedAt) return later
    const problem = asked.flatMap(one => ('problem' in one ? [one.problem] : []))[0] ?? null
    const told = asked.flatMap(one => ('values' in one ? [[one.field, one.values] as const] : []))
    const fields = problem ? known.fields : Object.fromEntries(told)
    const found = { fields, isTold: known.isTold || !problem, askedAt, problem, of: fingerprint(given) }
    if (problem) log.warn({ app: given.id, code: problem.code }, problem.message)
    else if (given.epoch > 0 && !(known.isTold && sameFields(known, found)))
      await store.saveFound({ app: given.id, tenant: given.tenant, epoch: given.epoch, fields, of: found.of })
    if (given.epoch > 0) this.#known.set(given.id, found)
    return found
  }

  /** Milliseconds until it is to be asked for again; endless when the credentials are refused, since only the operator can mend that. */
  dueIn({ askedAt, problem }: Found): number {
    if (problem?.code === 'AUTH_FAILED') return Infinity
    return askedAt === null ? 0 : askedAt + (problem ? RETRY_MS : GOOD_MS) - this.#options.clock.now()
  }

  forget(appId: string): void {
    this.#known.delete(appId)
  }

  async #askOne(context: ReadContext, field: string, { read, value, always }: FoundField) {
    const { app, client, description, runner } = context
    const unknown = (code: HostProblem['code'], reason: string) => {
      const all = [app.config[field]].flat()
      const more = all.length > NAMED ? `, and ${all.length - NAMED} more` : ''
      const kept = all.slice(0, NAMED).join(', ') + more
      const message = `${description.card.name} did not tell the ${field} of this app, so those known are read on: ${kept}. ${reason}`
      return { field, problem: { code, message: client.clean(message) } }
    }
    const reading = await new FetchedReadings(
      context,
      () => this.#options.clock.now(),
      () => undefined,
    ).of(read)
    if ('missing' in reading) return unknown(reading.code ?? 'FORBIDDEN', reading.missing)
    if ('problem' in reading) return unknown(reading.problem.code, reading.problem.message)
    const texts = [reading.value].flat().map(row => at(row, value))
    const told = new Set(texts.filter((text): text is string => typeof text === 'string' && LABEL.test(text)))
    if (told.size === 0 || told.size !== texts.length || told.size > MOST)
      return unknown('BAD_ANSWER', `Its answer to "${read}" lists none, or something else, or too many.`)
    // Those that every customer has come first, so that the first of all stays the first.
    const values = [
      ...always.filter(one => told.has(one)),
      ...[...told].filter(one => !always.includes(one)).toSorted(),
    ]
    const fits = await runner.ask('configure', { config: { ...app.config, [field]: values } })
    return 'problems' in fits ? unknown('BAD_ANSWER', fits.problems.join(' ')) : { field, values }
  }
}

/** Whether both name the same. */
export const sameFields = (a: Found, b: Found): boolean => JSON.stringify(a.fields) === JSON.stringify(b.fields)

/** What was found is of one configuration: another may be of another account. */
const fingerprint = ({ connector, config }: HostedApp) => sha256(JSON.stringify([connector, config]))
