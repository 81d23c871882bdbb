import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { activity } from '../../testing/activity.ts'
import { JudgedEvent } from '../event.ts'
import { GateIndex, readyGate } from '../gates/gate-index.ts'
import { isPresent } from '../predicate/path.ts'
import { gateOf } from './gate.ts'
import { mitreOf } from '../../policy/mitre.ts'
import { parseSigma } from './parse.ts'
import { SigmaRefusal } from './refusal.ts'
import type { SigmaRule } from './rule.ts'
import { pathsOf } from './sources.ts'
import { CONFORMANCE, documentOf, PLACEHOLDERS } from './testing/conformance.ts'
import { random } from './testing/random.ts'

const project = resolve(import.meta.dirname, '../../../../..')
const shared = resolve(project, process.env.CASBAH_SHARED ?? '../shared')
const folder = join(shared, 'sigma')
const corpus = join(shared, 'corpus')

const isThere = existsSync(folder) && existsSync(corpus)

if (!isThere)
  it('the community’s rules are absent', () =>
    console.warn(`Not run: Sigma’s community rules and the corpus, for ${shared} is not there (set CASBAH_SHARED).`))

const NEVER = () => {
  throw new Error('a gate failed')
}

/** The community's documents: loaded rules, and refusals with their file. */
function load() {
  const rules: SigmaRule[] = []
  const refused: { file: string; message: string; line: number }[] = []
  for (const product of readdirSync(folder, { withFileTypes: true })) {
    if (!product.isDirectory() || product.name.startsWith('_')) continue
    for (const file of readdirSync(join(folder, product.name))) {
      if (!file.endsWith('.yml')) continue
      try {
        rules.push(...(parseSigma(readFileSync(join(folder, product.name, file), 'utf8')) as SigmaRule[]))
      } catch (error) {
        if (!(error instanceof SigmaRefusal)) throw error
        refused.push({ file, message: error.message, line: error.line })
      }
    }
  }
  return { rules, refused }
}

/** The corpus's events: the connector that brings them, with its row. */
function events(): { connector: string; row: unknown }[] {
  const slugs = readdirSync(corpus).filter(slug => existsSync(join(corpus, slug, 'events.ndjson')))
  const lines = (path: string) =>
    readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>)
  const found = slugs.flatMap(slug =>
    lines(join(corpus, slug, 'events.ndjson')).map(({ raw }) => ({ connector: slug, row: raw })),
  )
  const streams = { aws_cloudtrail_invictus: 'aws', okta_sentinel_sample: 'okta' }
  for (const [name, connector] of Object.entries(streams)) {
    const path = join(corpus, 'streams', `${name}.ndjson`)
    if (existsSync(path)) found.push(...lines(path).map(row => ({ connector, row: row.raw ?? row.event ?? row })))
  }
  return found
}

const judged = (connector: string, row: unknown) =>
  new JudgedEvent(activity('a', { connector, raw: JSON.stringify(row) }))

const withRules = isThere ? describe : describe.skip

withRules('the community’s 324 documents for SaaS and cloud', () => {
  const CLASSES: [reason: RegExp, count: number][] = [
    [/ is retired from Sigma\. Write a correlation|aggregations after \|.*Write a correlation/, 9],
    [/there are no values for the placeholder/, 12],
    [/No connected app brings the log source (kubernetes\/audit|cisco\/duo)/, 17],
  ]

  it('load, or are refused with line, reason and remedy', () => {
    const { rules, refused } = load()
    expect(rules).toHaveLength(286)
    expect(CLASSES.map(([reason]) => refused.filter(({ message }) => reason.test(message)).length)).toEqual(
      CLASSES.map(([, count]) => count),
    )
    expect(refused.filter(({ line }) => line <= 1)).toEqual([])
    expect(rules.length + refused.length).toBe(324)
  })

  it('tell who wrote them, how bad it is, and the technique by its name', () => {
    const { rules } = load()
    expect(rules.filter(({ author, severity, id }) => !author || !severity || !id)).toEqual([])
    const unnamed = rules
      .flatMap(({ tags }) => mitreOf(tags))
      .filter(({ id, name, tactics }) => name === id || !tactics.length)
    expect(unnamed).toEqual([])
  })

  it('look at fields that the vendors’ events have', () => {
    const { rules } = load()
    const records = new Map<string, unknown[]>()
    for (const { connector, row } of events()) {
      const known = records.get(connector) ?? []
      records.set(connector, [...known, judged(connector, row).record])
    }
    // Of each log the field that most of its rules look at.
    const fields = {
      'aws/cloudtrail': 'eventName',
      'azure/activitylogs': 'operationName',
      'azure/auditlogs': 'properties.message',
      'azure/signinlogs': 'ResultType',
      'okta/okta': 'eventType',
      'm365/audit': 'Operation',
      'm365/threat_management': 'eventSource',
      'github/audit': 'action',
      'bitbucket/audit': 'auditType.action',
      'gcp/gcp.audit': 'gcp.audit.method_name',
      'gcp/google_workspace.admin': 'eventName',
      'gcp/google_workspace.login': 'protoPayload.metadata.event.eventName',
      'onelogin/onelogin.events': 'event_type_id',
    }
    const missing = Object.entries(fields).filter(([log, field]) => {
      const source = rules.map(rule => rule.source).find(({ product, service }) => `${product}/${service}` === log)!
      const all = source.connectors.flatMap(connector => records.get(connector) ?? [])
      return !all.some(record => pathsOf(source, field).some(path => isPresent(record, path)))
    })
    expect(missing).toEqual([])
  })
})

describe('the index agrees with a scan of every rule', () => {
  /** All rules that can be judged: the community's, and the conformance table's for every connector. */
  function everyGate() {
    const table = CONFORMANCE.flatMap(row => parseSigma(documentOf(row), PLACEHOLDERS) as SigmaRule[]).map(gateOf)
    const community = isThere ? load().rules.map(gateOf) : []
    return [...community, ...table, ...table.map(gate => ({ ...gate, connectors: null }))].map(readyGate)
  }

  function disagreements(gates: ReturnType<typeof everyGate>, event: JudgedEvent, index: GateIndex) {
    const scan = gates.flatMap(({ gate, verdict }, number) =>
      (!gate.connectors || gate.connectors.includes(event.activity.connector)) && verdict(event.record) ? [number] : [],
    )
    const passed = [...index.passed(event, NEVER)]
    return {
      matches: scan.length,
      different:
        scan.length === passed.length && scan.every((gate, at) => gate === passed[at]) ? [] : [{ scan, passed }],
    }
  }

  if (isThere)
    it('on the corpus', () => {
      const gates = everyGate()
      const index = new GateIndex(gates)
      const found = events().map(({ connector, row }) => disagreements(gates, judged(connector, row), index))
      expect(found.length).toBeGreaterThan(4_000)
      expect(found.flatMap(({ different }) => different)).toEqual([])
      expect(found.reduce((sum, { matches }) => sum + matches, 0)).toBeGreaterThan(1_000)
    })

  it.each([1, 2, 3, 4])('on made-up events that mean harm, seed %i', seed => {
    const gates = everyGate()
    const index = new GateIndex(gates)
    const make = generator(seed)
    const found = Array.from({ length: 250 }, () => {
      const { connector, row } = make()
      return disagreements(gates, judged(connector, row), index)
    })
    expect(found.flatMap(({ different }) => different)).toEqual([])
    expect(found.some(({ matches }) => matches > 0)).toBe(true)
  })
})

/** Events out of the words and values that rules look for, put together in ways that no vendor would. */
function generator(seed: number): () => { connector: string; row: unknown } {
  const next = random(seed)
  const any = <T>(list: readonly T[]): T => list[next(list.length)]!
  const shown = CONFORMANCE.flatMap(({ matches, misses }) => [matches, misses]) as Record<string, unknown>[]
  const keys = [
    ...new Set(shown.flatMap(event => Object.keys(event ?? {}))),
    'eventName',
    'EVENTNAME',
    'eventType',
    'operationName',
    'Operation',
    'Workload',
    'protoPayload',
    'properties',
    'events',
    'id',
    'methodName',
    'category',
    'parameters',
    'name',
    'value',
    '__proto__',
    'constructor',
    'toString',
    '',
    'a.b',
    'a[0]',
    'İ',
    'ſ',
  ]
  const leaves: unknown[] = [
    ...shown.flatMap(event => Object.values(event ?? {})),
    null,
    true,
    false,
    0,
    -0,
    1e21,
    1.5,
    '',
    ' ',
    '*',
    '\0',
    'ΑΣ',
    'K',
    'İ',
    '\ud800',
    'x'.repeat(20_000),
    'user.session.start',
    'StopLogging',
    '10.1.2.3',
    '::1',
    '2027-03-02T22:05:59Z',
    'AuditLogs',
    'admin',
    'SecurityComplianceCenter',
    'MICROSOFT.NETWORK/DNSZONES/WRITE',
  ]
  const value = (depth: number): unknown => {
    const kind = next(depth > 4 ? 4 : 7)
    if (kind < 4) return any(leaves)
    if (kind === 4) return Array.from({ length: next(4) }, () => value(depth + 1))
    return object(depth + 1)
  }
  const object = (depth: number): Record<string, unknown> => {
    const made: Record<string, unknown> = Object.create(null)
    for (let count = next(depth ? 4 : 9); count >= 0; count--) made[any(keys)] = value(depth)
    return made
  }
  const deep = () => {
    let made: unknown = 'x'
    for (let level = 0; level < 300; level++) made = next(2) ? [made] : { a: made }
    return { a: made }
  }
  const wide = () => Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`k${at}`, at]))
  const connectors = ['github', 'okta', 'azure', 'microsoft-365', 'google-workspace', 'gcp', 'aws', 'slack']
  return () => {
    const kind = next(40)
    const row =
      kind === 0
        ? deep()
        : kind === 1
          ? wide()
          : kind === 2
            ? any(leaves)
            : kind < 12
              ? { ...any(shown), ...object(1) }
              : object(0)
    return { connector: any(connectors), row }
  }
}
