import type { Check, Connector, HttpRequest, ReadSpec } from '@casbah/sdk'
import type { CheckResult } from '@casbah/host'
import type { Vendor, VendorAnswer } from '../replay/vendor.ts'
import { demand, type Subject, type Trial } from './fixtures.ts'
import { inWorld } from './world.ts'

/** Marks the request of a read, so that the vendor can be made to answer that one otherwise. */
const MARK = 'x-casbah-read'

/** How a vendor answers one read of an app that is else well kept. */
interface Case {
  what: string
  answer: (read: ReadSpec, usual: VendorAnswer) => VendorAnswer
  /** It is refused, so the verdict names the right; a status that is an answer by itself is none. */
  refused?: number
  /** Of lists alone: that it is empty may be an answer. */
  ofList?: true
}

/** As text: JSON whatever type the vendor gives it. */
const said = (status: number, body: unknown): VendorAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
const CASES: Case[] = [
  { what: 'is refused with 401', answer: () => said(401, { message: 'Planned refusal.' }), refused: 401 },
  { what: 'is refused with 403', answer: () => said(403, { message: 'Planned refusal.' }), refused: 403 },
  { what: 'answers 404', answer: () => said(404, { message: 'Planned absence.' }), refused: 404 },
  { what: 'answers 500', answer: () => said(500, { message: 'Planned failure.' }) },
  {
    what: 'answers a page of HTML',
    answer: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Sign in.</p>' }),
  },
  { what: 'answers null', answer: () => said(200, null) },
  { what: 'answers {}', answer: () => said(200, {}) },
  { what: 'answers []', answer: () => said(200, []) },
  { what: 'lists nothing', answer: (read, usual) => ({ ...usual, body: emptied(read, usual.body) }), ofList: true },
]

const EMPTY = new Set(['answers []', 'lists nothing'])

/** What the vendor is made to answer otherwise, from one assessment to the next. */
interface Trouble {
  read: string
  answer: Case['answer'] | null
}

/** Checks that read, each with everything that it reads refused, broken or empty in turn: nothing unknown ever passes, and what is missing is named. */
export function checkTrials(subject: Subject): Trial[] {
  const { connector, fixtures } = subject
  return connector.checks
    .filter(({ reads }) => reads.length > 0)
    .map(check => ({
      section: 'checks',
      name: `${check.name} never passes when a read is refused, broken or empty, and names the right that is missing`,
      run: async () => {
        const trouble: Trouble = { read: '', answer: null }
        const problems: string[] = []
        await inWorld(troubled(subject, trouble), {}, async world => {
          const host = await world.newHost()
          fixtures.checks[check.name]?.pass?.(world.vendor)
          for (const read of withParents(connector, check.reads)) {
            for (const { what, answer, refused, ofList } of CASES) {
              if (ofList && !isJsonList(connector.reads[read] as ReadSpec)) continue
              Object.assign(trouble, { read, answer })
              const [result] = await host.assess(world.app, [check.name])
              const problem = judged(connector, check, { read, what, refused, result })
              if (problem) problems.push(`When "${read}" ${what}, "${check.name}" ${problem}`)
            }
          }
        })
        demand(problems)
      },
    }))
}

/** Null when it is right. */
function judged(
  connector: Connector,
  check: Check,
  seen: { read: string; what: string; refused: number | undefined; result: CheckResult | undefined },
): string | null {
  const { read, what, refused, result } = seen
  const { scope, answers = [] } = connector.reads[read] as ReadSpec
  if (!result) return 'has no result.'
  const { status, message } = result
  const said = `is ${status}: ${message}`
  // An empty list at the top of an answer is both.
  if (status === 'PASS') return EMPTY.has(what) && check.emptyPasses?.includes(read) ? null : said
  if (refused === undefined || answers.includes(refused)) return null
  const names = message.includes(scope) && result.evidence.some(({ endpoint }) => message.includes(endpoint))
  return status === 'CANNOT_TELL' && names ? null : `${said} It does not name "${scope}" and the endpoint.`
}

/** The same connector and vendor, which may be made to answer a read otherwise. */
function troubled({ connector, fixtures }: Subject, trouble: Trouble): Subject {
  const marked = Object.entries(connector.reads).map(([name, read]): [string, ReadSpec] => [
    name,
    { ...read, request: (config, ask) => withMark(read.request(config, ask), name) },
  ])
  const vendor: Subject['fixtures']['vendor'] = options => {
    const usual = fixtures.vendor(options)
    const answer: Vendor['answer'] = async request => {
      const name = request.headers[MARK]
      const read = name === undefined ? undefined : connector.reads[name]
      if (!read || !trouble.answer || name !== trouble.read) return usual.answer(request)
      return trouble.answer(read, await usual.answer(request))
    }
    return Object.assign(Object.create(usual) as Vendor, { answer })
  }
  return { connector: { ...connector, reads: Object.fromEntries(marked) }, fixtures: { ...fixtures, vendor } }
}

const withMark = (request: HttpRequest, name: string): HttpRequest => ({
  ...request,
  headers: { ...request.headers, [MARK]: name },
})

/** These reads and the lists that they are done for each row of. */
function withParents({ reads }: Connector, names: string[]): string[] {
  const all = names.flatMap(name => {
    const { each } = reads[name] as ReadSpec
    return each === undefined ? [name] : [...withParents({ reads } as Connector, [each]), name]
  })
  return [...new Set(all)]
}

const isJsonList = ({ rows, format = 'json' }: ReadSpec) => rows !== undefined && format === 'json'

/** The same answer without a row. */
function emptied({ rows: path = '' }: ReadSpec, body: unknown): unknown {
  const whole: unknown = typeof body === 'string' ? JSON.parse(body) : structuredClone(body)
  const steps = path.replace(/\?$/, '').split('.').filter(Boolean)
  const set = (value: unknown, [step, ...rest]: string[]): unknown =>
    step === undefined
      ? []
      : { ...(value as object), [step]: set((value as Record<string, unknown>)[step] ?? {}, rest) }
  return set(whole, steps)
}
