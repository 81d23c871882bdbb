import { at, pathTo, type Config, type Export, type ExportRequest, type ExportStep } from '@casbah/sdk'
import { homeOf, s3 } from './requests.ts'

const MINUTE = 60_000
/** How far each run looks back from the newest file: one may be listed a little after the minute that its name bears. */
const LOOK_BACK = 30 * MINUTE
/** How long after an event its file may come, as far as a span of the past waits for it. */
const LATEST = 60 * MINUTE
/** Files that are remembered as read. Of more, the oldest are read twice, and their records told apart by their ids. */
const MOST_READ = 2_000

/** Where a run stands: the minute of the newest file, as its name bears it (`20260302T0905Z`), and the files read since a little before. */
interface Place {
  newest: string
  read: string[]
}

/**
 * CloudTrail's files of one region in the bucket of a trail. Names sort by the minute of delivery, so that one list from a name on goes through all days
 * since; within a minute they are in no order.
 */
export const objectsOfTrail: Export = async function* (ask) {
  const { config, partition: region } = ask
  let place = placeOf(ask)
  const from = stamp(place ? timeOf(place.newest) - LOOK_BACK : Date.parse(ask.since))
  const end = ask.until === undefined ? null : stamp(Date.parse(ask.until) + LATEST)
  for (let token: string | undefined; ;) {
    const { body } = yield { request: list(config, region, from, token) }
    for (const key of keysIn(body)) {
      const name = key.slice(key.lastIndexOf('/') + 1)
      const made = /_(\d{8}T\d{4}Z)_\w+\.json\.gz$/.exec(name)?.[1]
      if (made === undefined || place?.read.includes(name)) continue
      if (end !== null && made > end) return
      place = moved(place, made, name)
      yield download(config, key, place)
    }
    const next = at(body, 'ListBucketResult.NextContinuationToken')
    if (typeof next !== 'string' || next === '') return
    token = next
  }
}

/** Whether there is a bucket to read is a matter of the configuration. */
export const bucketOf = ({ logBucket }: Config): string | undefined => (logBucket as string | undefined) || undefined

/** The first page from a minute on, or the one behind a token. */
export function list(config: Config, region: string, from: string, token?: string) {
  const { accountId, logFolder } = config
  const prefix = `${String(logFolder ?? `AWSLogs/${String(accountId)}`)}/CloudTrail/${region}/`
  const day = `${from.slice(0, 4)}/${from.slice(4, 6)}/${from.slice(6, 8)}`
  return s3(regionOf(config), pathTo`/${bucketOf(config)}`, {
    'list-type': 2,
    prefix,
    'start-after':
      token === undefined ? `${prefix}${day}/${String(accountId)}_CloudTrail_${region}_${from}` : undefined,
    'continuation-token': token,
  })
}

function download(config: Config, key: string, { newest, read }: Place): ExportStep {
  const path = [bucketOf(config), ...key.split('/')].map(step => pathTo`/${step}`).join('')
  return {
    download: s3(regionOf(config), path, undefined),
    format: 'json',
    rows: 'Records',
    resume: { newest, read },
  }
}

const regionOf = (config: Config) => String(config.logBucketRegion ?? homeOf(config))

function moved(place: Place | null, made: string, name: string): Place {
  const newest = place && place.newest > made ? place.newest : made
  const from = stamp(timeOf(newest) - LOOK_BACK)
  const kept = (place?.read ?? []).filter(one => (one.split('_').at(-2) ?? '') >= from)
  return { newest, read: [...kept, name].slice(-MOST_READ) }
}

/** One entry alone is no list in XML, and none is not there at all. */
function keysIn(body: unknown): string[] {
  if (at(body, 'ListBucketResult') === undefined) throw new Error('the list of the bucket is not one')
  return [at(body, 'ListBucketResult.Contents') ?? []].flat().map(one => String(at(one, 'Key')))
}

/** `20260302T0905Z`, as names bear it. */
export const stamp = (time: number): string => `${new Date(time).toISOString().replace(/[-:]/g, '').slice(0, 13)}Z`

const timeOf = (made: string) => Date.parse(made.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:00Z'))

function placeOf({ resume }: ExportRequest): Place | null {
  const newest = at(resume, 'newest')
  const read = at(resume, 'read')
  return typeof newest === 'string' && Array.isArray(read) ? { newest, read: read as string[] } : null
}
