import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Engine, JudgedEvent, scanEveryGate, sigmaPolicies, type PolicyRow } from '@casbah/alerts/detection'
import type { StoredActivity } from '@casbah/kit'
import { parseDocument, visit, type Node, type YAMLMap } from 'yaml'
import { interleaved } from './interleaved.ts'
import type { BenchResult } from './main.ts'
import { median, round } from './median.ts'
import { recordings } from './detection/corpus.ts'
import { stateful } from './detection/stateful.ts'

const SHARED = process.env.CASBAH_SHARED ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared')
const ROUNDS = 7
/** Lines judged in one turn. */
const LINES = 20_000

/**
 * Recorded vendor lines, read and judged on one core: by the index over all loadable Sigma rules, against every rule on every line and
 * against reading the lines alone.
 */
export async function detection(): Promise<BenchResult> {
  const activities = await corpus()
  const policies = await rules()
  const many = multiplied(policies, 10)
  const lines = Array.from({ length: LINES }, (_, n) => activities[n % activities.length]!)
  const engines = { few: new Engine(), many: new Engine() }
  const state = new Map()
  const judge = (engine: Engine, by: PolicyRow[]) => () => {
    engine.judge({ tenant: 'bench', activities: lines, policies: by }, state)
  }
  const naive = scanEveryGate(policies)
  const seconds = await interleaved(ROUNDS, {
    parse: () => {
      for (const { raw } of lines) JSON.parse(raw)
    },
    indexed: judge(engines.few, policies),
    tenfold: judge(engines.many, many),
    // A tenth of the lines, told tenfold: it takes its time.
    naive: () => {
      for (let n = 0; n < LINES; n += 10) naive(new JudgedEvent(lines[n]!))
    },
  })
  const each = (name: keyof typeof seconds) => seconds[name]
  const ratio = (over: number[], under: number[], factor = 1) =>
    round(median(over.map((value, index) => (value * factor) / under[index]!)))
  const remembering = await stateful(SHARED)
  return {
    figures: {
      eventsPerSecond: Math.round(LINES / median(each('indexed'))),
      vsNaive: ratio(each('naive'), each('indexed'), 10),
      vsJsonParse: ratio(each('parse'), each('indexed')),
      rules3000Share: ratio(each('indexed'), each('tenfold')),
      ...remembering.figures,
    },
    peers: {
      parsePerSecond: Math.round(LINES / median(each('parse'))),
      naivePerSecond: Math.round(LINES / 10 / median(each('naive'))),
      rules: policies.length,
      manyRules: many.length,
      ...remembering.peers,
    },
  }
}

/** Every recorded row of every vendor, as an activity of its connector. */
async function corpus(): Promise<StoredActivity[]> {
  const found = await recordings(SHARED)
  return found.flatMap(({ slug, rows }) => rows.map((raw, n) => activityOf(slug, raw, n)))
}

const START = Date.UTC(2027, 2, 2)

function activityOf(connector: string, raw: string, n: number): StoredActivity {
  const time = START + n * 1_000
  return {
    type: 'activity',
    id: `bench-${n}`,
    app: `app-${connector}`,
    connector,
    stream: 'bench',
    vendorId: String(n),
    part: 0,
    time,
    observedAt: time,
    lane: 'live',
    isSimulated: false,
    action: 'other',
    vendorAction: 'bench',
    classUid: 0,
    activityId: 99,
    severity: 'INFORMATIONAL',
    outcome: 'UNKNOWN',
    outcomeReason: null,
    actor: null,
    targets: [],
    ip: null,
    userAgent: null,
    sessionId: null,
    isAdmin: false,
    isImpersonated: false,
    raw,
    accountId: null,
    userId: null,
    targetAccountIds: [],
    browser: null,
    os: null,
    lastSeenForUser: null,
    uncommonForUser: null,
  }
}

/** All Sigma rules that load. */
async function rules(): Promise<PolicyRow[]> {
  const folder = join(SHARED, 'sigma')
  const files = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.yml')).sort()
  const texts = await Promise.all(files.map(async file => ({ file, text: await readFile(join(folder, file), 'utf8') })))
  return sigmaPolicies('bench', texts).policies
}

/** Rules like these that look for other texts in the same fields. */
function multiplied(policies: PolicyRow[], times: number): PolicyRow[] {
  return policies.flatMap(policy => Array.from({ length: times }, (_, n) => (n ? variant(policy, n) : policy)))
}

function variant(policy: PolicyRow, n: number): PolicyRow {
  const { sigma } = policy.definition as { sigma: string }
  const document = parseDocument(sigma)
  const detection = document.get('detection') as YAMLMap
  for (const { key, value } of detection.items)
    if (String(key) !== 'condition')
      visit(value as Node, {
        Pair: (_, { key: field }) =>
          /\|(cidr|fieldref|exists|lt|gt|expand)/.test(String(field)) ? visit.SKIP : undefined,
        Scalar: (place, scalar) => {
          if (place !== 'key' && typeof scalar.value === 'string')
            scalar.value = scalar.value.replace(/\$?$/, end => `${n}${end}`)
        },
      })
  return { ...policy, id: `${policy.id}-${n}`, name: `${policy.name} ${n}`, definition: { sigma: document.toString() } }
}
