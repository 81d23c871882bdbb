import {
  CasbahError,
  CATALOGUE,
  deriveKey,
  Severity,
  verifyCaller,
  type Cursors,
  type Database,
  type Door,
} from '@casbah/kit'
import type { AlertFilter } from '../alert/alert.inputs.ts'
import { AlertState } from '../alert/alert.type.ts'
import { lastStep } from '../live/read-steps.ts'
import { LIST } from '../live/stream.ts'
import type { LiveSignal } from '../live/signal.ts'
import { exportedLines } from './exported-lines.ts'

const PATH = '/export/alerts.ocsf.ndjson'
const SCOPE = 'alerts:read'
const KNOWN = ['after', 'follow', 'severity', 'state', 'policy', 'app']
/** A stream that is followed ends after this long and is taken up by its cursor, so that a revoked token is noticed. */
const LONGEST_MS = 10 * 60_000
/** Streams of one tenant at once, in this process. */
const AT_ONCE = 20

export interface ExportParts {
  db: Database
  cursors: Cursors
  masterKey: Uint8Array
  signal: LiveSignal
  /** Milliseconds between signs of life while nothing happens. Default 15,000. */
  keepAliveMs?: number
}

/**
 * `GET /export/alerts.ocsf.ndjson` for a token with `alerts:read`: alerts raised and changed, each line an OCSF Detection Finding with the
 * cursor to go on from. Query: `after` (a cursor), `follow` (`true` goes on with what happens), `severity`, `state`, `policy`, `app`, each
 * of which may come several times.
 */
export function exportDoor(parts: ExportParts): Door {
  const key = deriveKey(parts.masterKey, 'context')
  const open = new Map<string, number>()
  async function* counted(tenant: string, lines: AsyncIterable<string>): AsyncGenerator<string> {
    open.set(tenant, (open.get(tenant) ?? 0) + 1)
    try {
      yield* lines
    } finally {
      const left = open.get(tenant)! - 1
      if (left) open.set(tenant, left)
      else open.delete(tenant)
    }
  }
  return async ({ method, path, query, headers, signal }) => {
    try {
      const caller = await verifyCaller(headers['x-casbah-caller'], key)
      if (!caller.tenant) throw new CasbahError('UNAUTHENTICATED', 'Send a token: `authorization: Bearer …`.')
      if (!caller.scopes.includes(SCOPE))
        throw new CasbahError('FORBIDDEN', `The token lacks the scope ${SCOPE}. Ask for one that has it.`)
      if (path !== PATH) throw new CasbahError('NOT_FOUND', `There is no ${path}. There is ${PATH}.`)
      if (method !== 'GET' && method !== 'HEAD')
        throw new CasbahError('BAD_USER_INPUT', 'The stream is asked for by GET.', { status: 405 })
      const { filter, follow } = readQuery(query)
      if ((open.get(caller.tenant) ?? 0) >= AT_ONCE)
        throw new CasbahError('RATE_LIMITED', `There are ${AT_ONCE} streams open already. End one of them first.`)
      const after = await readCursor(parts, caller.tenant, query.get('after'))
      const life = Math.min(LONGEST_MS, (caller.expiresAt ?? Infinity) - Date.now())
      const over = AbortSignal.any([AbortSignal.timeout(Math.max(1, Math.ceil(life))), ...(signal ? [signal] : [])])
      const rest =
        method === 'HEAD'
          ? none()
          : counted(caller.tenant, exportedLines({ ...parts, tenant: caller.tenant, filter, after, follow, over }))
      return {
        status: 200,
        headers: {
          'content-type': 'application/x-ndjson; charset=utf-8',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          // Proxies must not gather lines.
          'x-accel-buffering': 'no',
        },
        body: '',
        rest,
      }
    } catch (error) {
      if (!(error instanceof CasbahError)) throw error
      const { code, message } = error
      return {
        status: Number(error.extensions.status ?? CATALOGUE[code].status),
        body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
      }
    }
  }
}

async function* none(): AsyncGenerator<string> {}

async function readCursor({ cursors, db }: ExportParts, tenant: string, after: string | null): Promise<number | null> {
  if (after === null) return null
  const place = cursors.decode<unknown>(tenant, LIST, after)
  if (typeof place === 'number' && place <= (await db.read(tenant, lastStep))) return place
  throw new CasbahError(
    'BAD_CURSOR',
    'The cursor names no step that has happened. Take `unmapped.casbah.cursor` of a line, or leave `after` out.',
  )
}

function readQuery(query: URLSearchParams): { filter: AlertFilter; follow: boolean } {
  for (const name of query.keys())
    if (!KNOWN.includes(name))
      throw new CasbahError('BAD_USER_INPUT', `There is no parameter ${name}. There are ${KNOWN.join(', ')}.`)
  const follow = query.get('follow') ?? 'false'
  if (follow !== 'true' && follow !== 'false')
    throw new CasbahError('BAD_USER_INPUT', 'follow is true, to go on with what happens, or false, to end.')
  const severity = words(query, 'severity', Severity)
  const state = words(query, 'state', AlertState)
  const [policy, app] = [query.getAll('policy'), query.getAll('app')]
  if ([...policy, ...app].some(id => id.length > 200 || id.includes('\0')))
    throw new CasbahError(
      'BAD_USER_INPUT',
      'An id of a policy or an app is too long or no text. Take one of the graph.',
    )
  return {
    follow: follow === 'true',
    filter: {
      ...(severity.length && { severity }),
      ...(state.length && { state }),
      ...(policy.length && { policy }),
      ...(app.length && { app }),
    },
  }
}

function words<Word extends string>(query: URLSearchParams, name: string, known: Record<Word, string>): Word[] {
  const given = query.getAll(name).map(each => each.toUpperCase())
  const wrong = given.find(each => !Object.hasOwn(known, each))
  if (wrong !== undefined)
    throw new CasbahError('BAD_USER_INPUT', `${wrong} is no ${name}. There are ${Object.keys(known).join(', ')}.`)
  return given as Word[]
}
