import type { AppHealth, StreamHealth, Tx } from '@casbah/kit'
import type { Catalogue } from '../connector/catalogue.ts'
import { bitsOf, hourOf } from './stream-hours.ts'

const DAY_HOURS = 24

interface AppRow extends Omit<AppHealth, 'streams'> {
  app: string
}

interface StreamRow {
  app: string
  name: string
  isFilling: boolean
  newestAt: number | null
  readAt: number | null
  rows: number
  rejected: number
  error: StreamHealth['error']
}

interface HoursRow {
  app: string
  stream: string
  heard: number[]
  rows: number
  rejected: number
}

/** How the reading of some apps of a tenant goes, by what is stored. `now`: epoch ms. */
export async function readHealth(
  tx: Tx,
  apps: readonly string[],
  catalogue: Catalogue,
  now: number,
): Promise<AppHealth[]> {
  const of = [tx.tenant, apps]
  const rows = await tx.query<AppRow>(
    `select id::text as app, connector, name, state, problem, floor(extract(epoch from now()) * 1000)::float8 as at,
       floor(extract(epoch from credentials_expire_at) * 1000)::float8 as "credentialsEndAt"
     from apps.app where tenant = $1 and id = any($2::uuid[]) and state <> 'DISCONNECTED' order by id`,
    of,
  )
  const streams = await tx.query<StreamRow>(
    `select c.app::text, c.stream as name,
       (select s.last_error from apps.app_stream s where s.tenant = $1 and s.app = c.app and s.stream = c.stream) as error,
       bool_or(json_typeof(coalesce(c.backfill, 'null')) <> 'null' or c.reread is not null) as "isFilling",
       floor(max(extract(epoch from c.newest_at)) * 1000)::float8 as "newestAt",
       floor(max(extract(epoch from c.changed_at)) * 1000)::float8 as "readAt",
       sum(c.rows)::float8 as rows, sum(c.rejected)::float8 as rejected
     from apps.checkpoint c where c.tenant = $1 and c.app = any($2::uuid[]) group by c.app, c.stream order by c.stream`,
    of,
  )
  const hour = hourOf(now)
  const hours = await tx.query<HoursRow>(
    `select app::text, stream, array_agg(hour) filter (where heard) as heard,
       coalesce(sum(rows) filter (where hour > $3 - ${DAY_HOURS}), 0)::float8 as rows,
       coalesce(sum(rejected) filter (where hour > $3 - ${DAY_HOURS}), 0)::float8 as rejected
     from apps.stream_hour where tenant = $1 and app = any($2::uuid[]) group by app, stream`,
    [...of, hour],
  )
  return rows.map(({ problem, ...app }) => {
    const specs = catalogue.describe(app.connector)?.streams ?? null
    return {
      ...app,
      problem: problem && { code: problem.code, message: problem.message },
      streams: streams
        .filter(each => each.app === app.app)
        .flatMap(stream => {
          // A connector that is not there reads nothing, which is to be missed; a stream that it gave up is not.
          const spec = specs ? specs.find(each => each.name === stream.name) : UNKNOWN
          const past = hours.find(each => each.app === app.app && each.stream === stream.name)
          return spec ? [healthOf(stream, spec, past, hour)] : []
        }),
    }
  })
}

type Stated = NonNullable<ReturnType<Catalogue['describe']>>['streams'][number]
type Spec = Pick<Stated, 'delaySeconds' | 'latenessSeconds'> & { kind: Stated['kind']; intervalSeconds?: number }

const UNKNOWN: Spec = { kind: 'polled', delaySeconds: null }
/** Between two polls, where nobody says it. */
const HOURLY = 3_600

function healthOf(
  { app: _app, error, ...stream }: StreamRow,
  spec: Spec,
  past: HoursRow | undefined,
  hour: number,
): StreamHealth {
  return {
    ...stream,
    error: error && { code: error.code, message: error.message },
    intervalSeconds: spec.kind === 'pushed' ? null : (spec.intervalSeconds ?? HOURLY),
    delaySeconds: spec.delaySeconds,
    latenessSeconds: spec.latenessSeconds ?? 86_400,
    rowsInDay: past?.rows ?? 0,
    rejectedInDay: past?.rejected ?? 0,
    heard: { until: hour, bits: bitsOf(past?.heard ?? [], hour) },
  }
}
