import type { AssessmentDone, Tx } from '@casbah/kit'
import { judgeRule, type Verdict } from './judge-rule.ts'
import { readRule } from './rule.ts'

type Result = AssessmentDone['results'][number]

/** The newest answer to a read, as it is stored. */
interface Answer {
  read: string
  endpoint: string
  at_ms: number
  hash: string
  body: unknown
  truncated: boolean
}

/** An answer that the vendor refused the last time, or the connector does not ask for any more, tells nothing of today. */
interface Known extends Answer {
  refused: boolean
  asked: boolean
}

/**
 * What the tenant's own controls of a connector find in what is stored of an app; all of them, or one. They stay as they are until the transaction
 * ends. To be called when the results of the assessment are stored.
 */
export async function judgeOwn(
  tx: Tx,
  { app, connector }: { app: string; connector: string },
  only: string | null = null,
): Promise<Result[]> {
  const controls = await tx.query<{ id: string; rule: unknown; read: string }>(
    'select id, rule, read from posture.own_control where connector = $1 and not retired and ($2::text is null or id = $2) order by id for share',
    [connector, only],
  )
  if (!controls.length) return []
  const answers = await answersOf(tx, app, connector, [...new Set(controls.map(({ read }) => read))])
  return controls.map(({ id, rule, read }) => {
    const answer = answers.get(read)
    const { values, ...found } = verdictOf(rule, read, answer)
    const evidence = answer ? [{ read, endpoint: answer.endpoint, time: answer.at_ms, hash: answer.hash, values }] : []
    return { control: id, criteria: rule, ...found, evidence }
  })
}

function verdictOf(given: unknown, read: string, answer: Known | undefined): Verdict {
  const nothing = (status: 'CANNOT_TELL' | 'ERROR', message: string) => ({ status, message, subjects: [], values: {} })
  if (!answer)
    return nothing(
      'CANNOT_TELL',
      `Nothing is stored of "${read}" yet. The next assessment reads it; assessApp asks for one.`,
    )
  if (!answer.asked)
    return nothing('CANNOT_TELL', `The connector does not read "${read}" any more. Base the rule on another read.`)
  if (answer.refused)
    return nothing(
      'CANNOT_TELL',
      `The last assessment got no answer to "${read}"; the connector's own controls that read it say why.`,
    )
  const usable = readRule(given, null)
  if ('problems' in usable) {
    const { path, message } = usable.problems[0]!
    return nothing('ERROR', `The rule cannot be used: ${path.join('.')}: ${message}`)
  }
  return judgeRule(usable.rule, answer)
}

/** A finding of the connector's says that its read `g` was asked for after it was last answered, without an answer. */
const REFUSED = `exists (select 1 from posture.finding f join posture.control k on k.id = f.control
  where f.app = g.app and f.status in ('CANNOT_TELL', 'ERROR') and f.last_assessed_at > g.at and k.reads::jsonb ? g.read
    and not exists (select 1 from json_array_elements(f.evidence) e
      where e ->> 'read' = g.read and (e ->> 'time')::float8 <= (extract(epoch from g.at) * 1000)::float8))`

async function answersOf(tx: Tx, app: string, connector: string, reads: string[]): Promise<Map<string, Known>> {
  const rows = await tx.query<Known>(
    `select g.read, g.endpoint, (extract(epoch from g.at) * 1000)::float8 as at_ms, g.hash, g.body, g.truncated, ${REFUSED} as refused,
       exists (select 1 from posture.control k where k.connector = $3 and not k.retired and k.reads::jsonb ? g.read) as asked
     from posture.fragment g where g.app = $1::uuid and g.read = any($2::text[])`,
    [app, reads, connector],
  )
  return new Map(rows.map(row => [row.read, row]))
}
