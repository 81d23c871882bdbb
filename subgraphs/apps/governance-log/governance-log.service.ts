import { pageSize, toPage, type Context, type Database, type Page, type Tx } from '@casbah/kit'
import type { Actor } from '../actor/actor.type.ts'
import type { GovernanceLogLine, GovernanceLogVerification } from './governance-log.type.ts'

const LIST = 'governance-log'
/** Lines of one look. */
const PAGE = 2_000

interface LineRow {
  number: string
  at: Date
  action: string | null
  state: string
  by_whom: Actor
  note: string | null
  digest: string
  link: string
  erased: boolean
}

const COLUMNS = `number, at, action, state, by_whom, note, encode(digest, 'hex') as digest, encode(link, 'hex') as link, erased_at is not null as erased`

/** A page of the log, newest first. */
export async function listLog(
  context: Context,
  asked: { first?: number | null | undefined; after?: string | null | undefined },
): Promise<Page<GovernanceLogLine>> {
  const size = pageSize(asked.first)
  const before = asked.after ? context.cursors.decode<number>(context.tenant, LIST, asked.after) : null
  const tx = await context.tx()
  const rows = await tx.query<LineRow>(
    `select ${COLUMNS} from apps.governance_event where tenant = $1 and number is not null and ($2::bigint is null or number < $2)
     order by number desc limit ${size + 1}`,
    [context.tenant, before],
  )
  return toPage({
    rows,
    size,
    after: before !== null,
    cursorOf: row => context.cursors.encode(context.tenant, LIST, Number(row.number)),
    nodeOf: toLine,
    totalCount: async () => {
      const [head] = await tx.query<{ number: string }>('select number from apps.governance_head where tenant = $1', [
        context.tenant,
      ])
      return Number(head?.number ?? 0)
    },
  })
}

function toLine({ number, at, action, state, by_whom, note, digest, link, erased }: LineRow): GovernanceLogLine {
  return { number: Number(number), at, actionId: action, state, by: by_whom, note, digest, link, erased }
}

/** One line as a file has it, with all that its digest is made of. */
export interface LogFileLine {
  number: number
  /** The text that the digest is of; null when it was erased. */
  entry: string | null
  /** Hex; null when it was erased. */
  salt: string | null
  digest: string
  link: string
}

/** The log from its first line on, page by page as it is asked for. */
export async function* logFile(db: Database, tenant: string, signal?: AbortSignal): AsyncGenerator<LogFileLine> {
  for (let last = 0; ;) {
    signal?.throwIfAborted()
    const rows: (Omit<LogFileLine, 'number'> & { number: string })[] = await db.read(tenant, tx =>
      tx.query(
        `select number, case when erased_at is null then apps.governance_entry(e) end as entry, encode(salt, 'hex') as salt,
           encode(digest, 'hex') as digest, encode(link, 'hex') as link
         from apps.governance_event e where tenant = $1 and number > $2 order by number limit ${PAGE}`,
        [tenant, last],
      ),
    )
    for (const row of rows) yield { ...row, number: Number(row.number) }
    if (rows.length < PAGE) return
    last = Number(rows.at(-1)!.number)
  }
}

/** The last line: its number and link, as a head is noted. */
export async function logHead(tx: Tx): Promise<string | null> {
  const [head] = await tx.query<{ number: string; link: string }>(
    `select number, encode(link, 'hex') as link from apps.governance_head where tenant = $1`,
    [tx.tenant],
  )
  return head ? `${head.number}:${head.link}` : null
}

interface Looked {
  number: string
  link: string
  gap: boolean
  bad_digest: boolean
  bad_link: boolean
  erased: boolean
  announced: string
}

/**
 * Looks through the whole log: numbers without gaps, each digest that of its text, each link that of the one before, the head that of the
 * last line, and no more lines erased than erasures tell of. `noted` is a head from before, which must still be there.
 */
export async function verifyLog(
  db: Database,
  tenant: string,
  noted: string | null,
  signal?: AbortSignal,
): Promise<GovernanceLogVerification> {
  const result: GovernanceLogVerification = {
    ok: true,
    lines: 0,
    erased: 0,
    firstBroken: null,
    problem: null,
    head: null,
  }
  const broken = (number: number | null, problem: string) => ({ ...result, ok: false, firstBroken: number, problem })
  const wanted = noted === null ? null : /^(\d+):([0-9a-f]{64})$/.exec(noted)
  if (noted !== null && !wanted)
    return broken(null, `${noted} is no head. Give it as it was noted: number, colon, link.`)
  let [link, announced, seen] = ['', 0, false]
  for (;;) {
    signal?.throwIfAborted()
    const rows = await look(db, tenant, result.lines, link)
    for (const row of rows) {
      const number = result.lines + 1
      if (row.gap) return broken(number, `Line ${number} is missing; the next is ${row.number}.`)
      if (row.bad_digest) return broken(number, `The text of line ${number} is not what was written.`)
      if (row.bad_link) return broken(number, `Line ${number} does not follow from the line before.`)
      result.lines = number
      if (row.erased) result.erased++
      announced += Number(row.announced)
      link = row.link
      if (wanted && number === Number(wanted[1])) {
        seen = true
        if (link !== wanted[2]) return broken(number, `Line ${number} is another than when its link was noted.`)
      }
    }
    if (rows.length < PAGE) break
  }
  result.head = result.lines ? `${result.lines}:${link}` : null
  const head = await db.read(tenant, logHead)
  if ((head ?? '0:') !== (result.head ?? '0:') && Number(head?.split(':')[0] ?? 0) <= result.lines)
    return broken(result.lines, 'The last line is another than the log remembers as its last.')
  if (Number(head?.split(':')[0] ?? 0) > result.lines)
    return broken(result.lines + 1, `Lines are missing at the end: the log had ${head!.split(':')[0]}.`)
  if (wanted && !seen && Number(wanted[1]) > 0)
    return broken(result.lines + 1, `Lines are missing at the end: line ${wanted[1]} was noted.`)
  if (result.erased > announced)
    return broken(null, `${result.erased} lines are erased, but only ${announced} erasures were written down.`)
  return result
}

/** Lines after one, each held against the one before; `bytea` is compared where it lies. */
function look(db: Database, tenant: string, after: number, link: string): Promise<Looked[]> {
  return db.read(tenant, tx =>
    tx.query<Looked>(
      `select number, encode(link, 'hex') as link, number <> $2::bigint + row_number() over (order by number) as gap,
         erased_at is null and sha256(salt || convert_to(apps.governance_entry(e), 'UTF8')) is distinct from digest as bad_digest,
         sha256(lag(link, 1, decode($3, 'hex')) over (order by number) || convert_to(number || ':', 'UTF8') || digest) is distinct from link as bad_link,
         erased_at is not null as erased,
         case when state = 'ERASED' then coalesce(substring(note from '^[0-9]+'), '0') else '0' end as announced
       from apps.governance_event e where tenant = $1 and number > $2 order by number limit ${PAGE}`,
      [tenant, after, link],
    ),
  )
}
