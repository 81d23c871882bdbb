import type { Context, UserError } from '@casbah/kit'
import type { Checkpoint } from '@casbah/host'
import { IntakeAddresses } from '../intake/intake-address.ts'
import type { AppStream, Backfill, StreamState } from './app-stream.type.ts'

interface StatusRow {
  app: string
  stream: string
  state: StreamState
  last_error: UserError | null
  rate_limit: { limit: number; remaining: number; resetAt: number } | null
}
interface ProgressRow {
  app: string
  stream: string
  backfill: Checkpoint['backfill']
  reread: Checkpoint['reread'] | null
  rows: string
  rejected: string
  newest: string | null
}

/** The streams that were begun, by app. */
export function streamsByApp(context: Context) {
  return context.loader<string, AppStream[]>(streamsByApp, async apps => {
    const tx = await context.tx()
    const states = await tx.query<StatusRow>(
      'select app::text, stream, state, last_error, rate_limit from apps.app_stream where tenant = $1 and app = any($2)',
      [context.tenant, apps],
    )
    const progress = await tx.query<ProgressRow>(
      `select app::text, stream, backfill, reread, rows, rejected, extract(epoch from newest_at) * 1000 as newest
       from apps.checkpoint where tenant = $1 and app = any($2)`,
      [context.tenant, apps],
    )
    const connectors = await tx.query<{ id: string; connector: string }>(
      'select id::text, connector from apps.app where tenant = $1 and id = any($2)',
      [context.tenant, apps],
    )
    const addresses = context.instance(IntakeAddresses)
    return apps.map(app => {
      const slug = connectors.find(({ id }) => id === app)?.connector ?? ''
      return [...new Set([...states, ...progress].filter(row => row.app === app).map(row => row.stream))]
        .sort()
        .map(stream =>
          toStream(
            stream,
            addresses.of(slug, app, stream),
            states.find(row => row.app === app && row.stream === stream),
            progress.filter(row => row.app === app && row.stream === stream),
          ),
        )
    })
  })
}

function toStream(
  name: string,
  intakeUrl: string | null,
  status: StatusRow | undefined,
  parts: ProgressRow[],
): AppStream {
  const newest = Math.max(...parts.map(part => Number(part.newest ?? 0)))
  const limit = status?.rate_limit
  return {
    name,
    state: status?.state ?? 'IDLE',
    lagSeconds: newest > 0 ? Math.max(0, Math.round((Date.now() - newest) / 1000)) : null,
    backfill: progressOf(parts.flatMap(part => [part.backfill ?? [], part.reread?.span ?? []].flat())),
    rows: sum(parts.map(part => Number(part.rows))),
    rejected: sum(parts.map(part => Number(part.rejected))),
    lastError: status?.last_error ? { ...status.last_error, path: null } : null,
    rateLimit: limit ? { ...limit, resetAt: new Date(limit.resetAt) } : null,
    intakeUrl,
  }
}

/** Progress of the parts that are still being read, such as regions, together. */
function progressOf(parts: NonNullable<Checkpoint['backfill']>[]): Backfill | null {
  if (!parts.length) return null
  const total = sum(parts.map(part => part.until - part.since))
  const done = sum(parts.map(part => Math.min(Math.max(part.reached - part.since, 0), part.until - part.since)))
  const begun = Math.min(...parts.map(part => part.startedAt))
  const left = done > 0 ? ((Date.now() - begun) * (total - done)) / done : null
  return {
    done: Math.round(done / 1000),
    total: Math.round(total / 1000),
    eta: left === null ? null : new Date(Date.now() + left),
  }
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)
