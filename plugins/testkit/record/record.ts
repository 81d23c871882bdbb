import type { ActivityDraft, Connector, PolledStream } from '@casbah/sdk'
import { blankPaths, type Sampled, type SampledAnswer } from '@casbah/host'
import { randomInt } from 'node:crypto'
import { Cleaner } from './cleaner.ts'
import type { ReplacedClass } from './pseudonyms.ts'
import { BLANK } from './secret-shapes.ts'
import { listingMeaning, readMeaning, rowMeaning, Words, type Meaning } from './words.ts'

const WEEK = 7 * 86_400_000
/** Rows whose meaning is written down as what they must become. */
const SAMPLES = 20
const HEADERS = ['content-type', 'retry-after', 'link']

/** What was recorded, cleaned; nothing of it is written yet. */
export interface Recording {
  /** Text by file name: NDJSON for each stream, JSON for each listing and setting, and `samples.json`. */
  files: Map<string, string>
  /** How many values of each class were replaced. */
  replaced: Map<ReplacedClass, number>
  /** Rows or answers that are left out, since something of the tenant's would still have shown or they would have been read otherwise. */
  leftOut: number
  /** A sentence for each part that could not be read. */
  skipped: string[]
}

export interface RecordOptions {
  /** As the operator enters it. */
  config: Record<string, unknown>
  credentials: Record<string, string>
  /** Names in lower case that stand for the tenant beside its configuration. */
  hosts: string[]
}

/** Makes fixtures of what a vendor answered: the same rows with nobody in them. */
export async function recordFixtures(
  connector: Connector,
  sampled: AsyncIterable<Sampled>,
  { config, credentials, hosts }: RecordOptions,
): Promise<Recording> {
  const answers: SampledAnswer[] = []
  const skipped: string[] = []
  for await (const one of sampled) {
    if ('skipped' in one) skipped.push(`${one.kind} ${one.name}: ${one.skipped}`)
    else answers.push(one)
  }
  const words = new Words(connector)
  for (const answer of answers) {
    const { read, values, apart } = readingOf(connector, answer)
    for (const value of values) words.learn(value, read, apart)
  }
  const secretFields = new Set(
    connector.card.auth.flatMap(({ fields }) => fields.map(field => field.secret && field.name)),
  )
  const cleaner = new Cleaner({
    secrets: Object.entries(credentials).flatMap(([name, value]) => (secretFields.has(name) ? [value] : [])),
    words: words.known,
    tenant: [...new Set([...hosts, ...Object.values(config).flat().map(String)])].map(text => text.toLowerCase()),
    // Whole weeks, so that days of the week and hours stay.
    shift: -randomInt(5, 105) * WEEK,
  })
  const lines = new Map<string, string[]>()
  let leftOut = 0
  const keep = (file: string, original: unknown, clean: unknown, read: Meaning) => {
    if (read(original) !== read(clean)) return void (leftOut += 1)
    lines.set(file, [...(lines.get(file) ?? []), JSON.stringify(clean)])
  }
  for (const answer of answers) {
    const { kind, name, body, request, status } = answer
    const { read, values } = readingOf(connector, answer)
    if (kind === 'stream') {
      const stream = connector.streams.find(one => one.name === name) as PolledStream
      const places = {
        ...('field' in stream.id && typeof stream.id.field === 'string' && { id: stream.id.field }),
        time: stream.time,
      }
      for (const row of values) {
        const blanked = structuredClone(row)
        blankPaths(blanked, stream.secrets ?? [])
        for (const secret of blankedTexts(row, blanked)) cleaner.gone.add(secret)
        keep(`${name}.ndjson`, blanked, cleaner.clean(blanked, places), read)
      }
      continue
    }
    const clean = cleaner.clean(body)
    if (read(body) !== read(clean)) {
      leftOut += 1
      continue
    }
    const shown = { method: request.method, url: cleaner.address(request.url) }
    const headers = headersOf(connector, answer, cleaner)
    lines.set(`${name}.${kind}.json`, [JSON.stringify({ request: shown, status, headers, body: clean }, null, 2)])
  }
  for (const [file, texts] of lines) {
    const left = showing(texts.join('\n'), cleaner, words.known)
    const safe = left.length === 0 ? texts : texts.filter(text => !left.some(one => text.includes(one)))
    leftOut += texts.length - safe.length
    if (safe.length > 0) lines.set(file, safe)
    else lines.delete(file)
  }
  const files = new Map([...lines].map(([file, texts]) => [file, `${texts.join('\n')}\n`]))
  files.set('samples.json', `${JSON.stringify(samplesOf(connector, lines), null, 2)}\n`)
  return { files, replaced: cleaner.replaced, leftOut, skipped }
}

/** By what an answer is understood, what of it, and which paths are no words. */
function readingOf(
  connector: Connector,
  { kind, name, body, rows }: SampledAnswer,
): { read: Meaning; values: unknown[]; apart?: (string | undefined)[] } {
  if (kind === 'listing') return { read: listingMeaning(connector, name), values: [body] }
  if (kind === 'read') return { read: readMeaning(connector, name), values: [body] }
  const stream = connector.streams.find(one => one.name === name)
  const id = stream && 'field' in stream.id ? String(stream.id.field) : undefined
  return { read: rowMeaning(connector, name), values: rows, apart: [id, stream?.time] }
}

/** Only headers that are listed: what they are, how the list goes on, what is left of the limit. */
function headersOf({ card }: Connector, { headers }: SampledAnswer, cleaner: Cleaner): Record<string, string> {
  const limits = card.limits.flatMap(limit => Object.values(limit.headers ?? {}).map(name => name.toLowerCase()))
  const listed = [...HEADERS, ...limits]
  return Object.fromEntries(
    listed.flatMap(name => (headers[name] === undefined ? [] : [[name, cleaner.header(headers[name])]])),
  )
}

/** Texts that blanking took out. */
function blankedTexts(before: unknown, after: unknown): string[] {
  if (after === BLANK) return JSON.stringify(before)?.match(/[^"\\{}[\]:,]{6,}/g) ?? []
  if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null) return []
  return Object.keys(before).flatMap(key =>
    blankedTexts((before as Record<string, unknown>)[key], (after as Record<string, unknown>)[key]),
  )
}

/** Of the texts that were replaced, as JSON has them, those that stand somewhere still. What is part of a word that stays may. */
function showing(text: string, { gone, goneWords }: Cleaner, words: ReadonlySet<string>): string[] {
  const inJson = (one: string) => JSON.stringify(one).slice(1, -1)
  const tokens = new Set(text.match(/[^"\s,;/?&=<>()]+/g))
  const left = [
    ...[...gone].map(inJson).filter(one => text.includes(one)),
    ...[...goneWords]
      .map(inJson)
      .filter(one => (/["\s,;/?&=<>()]/.test(one) ? text.includes(`"${one}"`) : tokens.has(one))),
  ]
  return left.filter(one => ![...words].some(word => word.includes(one)))
}

/** One row for each action and outcome, with what it must become: fixtures' `samples`. */
function samplesOf(connector: Connector, lines: Map<string, string[]>): object[] {
  const samples = new Map<string, object>()
  for (const stream of connector.streams) {
    for (const line of lines.get(`${stream.name}.ndjson`) ?? []) {
      const row = JSON.parse(line) as object
      const parsed = stream.row.safeParse(row)
      if (!parsed.success || samples.size >= SAMPLES) continue
      const activities = stream.toActivities(parsed.data)
      const key = JSON.stringify([stream.name, activities.map(({ vendorAction, outcome }) => [vendorAction, outcome])])
      if (!samples.has(key)) samples.set(key, { stream: stream.name, row, activities: activities.map(toldOf) })
    }
  }
  return [...samples.values()]
}

const toldOf = ({ vendorAction, outcome, actor, ip }: ActivityDraft): Partial<ActivityDraft> =>
  JSON.parse(JSON.stringify({ vendorAction, outcome, actor, ip })) as Partial<ActivityDraft>
