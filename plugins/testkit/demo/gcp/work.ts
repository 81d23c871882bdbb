import type { Emission } from '../emission.ts'
import { within } from '../moment.ts'
import type { Chore, Stretch } from '../moment.ts'
import { seeded } from '../random.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import { gcpOrg } from './org.ts'
import { gcpRow, given, objectTaken, personOf, type GcpCall } from './rows.ts'

const HOUR = 3_600_000

/** What analysts and engineers do all day. */
const CALLS: readonly ((world: World, random: Random) => GcpCall)[] = [
  query,
  query,
  (world, random) => {
    const { analytics, buckets } = gcpOrg(world)
    return objectTaken(
      `projects/${analytics}`,
      random.pick(buckets),
      `2026/${random.int(1, 12)}/rows-${random.int(1, 40)}.csv`,
    )
  },
  world => {
    const { models } = gcpOrg(world)
    const resource = `projects/${models}`
    return { service: 'compute', method: 'v1.compute.instances.list', resource, place: resource, isRead: true }
  },
  (world, random) => {
    const { models } = gcpOrg(world)
    const resource = `projects/${models}/zones/europe-west1-b/instances/trainer-${random.int(1, 3)}`
    return { service: 'compute', method: 'v1.compute.instances.setLabels', resource, place: `projects/${models}` }
  },
]

function query(world: World, random: Random): GcpCall {
  const { analytics } = gcpOrg(world)
  return {
    service: 'bigquery',
    method: 'google.cloud.bigquery.v2.JobService.InsertJob',
    resource: `projects/${analytics}/jobs/job_${random.text(12)}`,
    place: `projects/${analytics}`,
    isRead: true,
  }
}

/** On some days a few queries, a file, a look at the machines. */
export function work(stretch: Stretch): Emission[] {
  const { world, random, person } = stretch
  const { logins } = gcpOrg(world)
  if (!logins.has(person) || !random.chance(0.5)) return []
  return Array.from({ length: random.int(1, 5) }, () =>
    gcpRow(personOf({ ...stretch, time: within(stretch) }, random.chance(0.7)), random.pick(CALLS)(world, random)),
  )
}

const chore =
  (call: (stretch: Stretch) => GcpCall): Chore =>
  stretch =>
    gcpOrg(stretch.world).logins.has(stretch.person)
      ? [gcpRow(personOf({ ...stretch, time: within(stretch) }), call(stretch))]
      : []

export const CHORES: readonly Chore[] = [
  chore(({ world, random }) => {
    const { projects, logins } = gcpOrg(world)
    const resource = `projects/${random.pick(projects)}`
    const payload = given('roles/viewer', `user:${random.pick(logins.atWork).email}`)
    return { service: 'cloudresourcemanager', method: 'SetIamPolicy', resource, place: resource, payload }
  }),
  chore(({ world, random }) => {
    const { models } = gcpOrg(world)
    const resource = `projects/${models}/zones/europe-west1-b/instances/trainer-${random.int(1, 3)}`
    return { service: 'compute', method: 'v1.compute.instances.setMachineType', resource, place: `projects/${models}` }
  }),
]

/** Every hour the pipeline loads what is new; a machine within Google Cloud has no address that counts. */
export function machines(world: World, date: number): Emission[] {
  const { analytics, buckets, pipeline } = gcpOrg(world)
  const random = seeded(world.seed, world.domain, 'gcp machines', date)
  return Array.from({ length: 24 }, (_, hour) => date + hour * HOUR + random.int(60, 600) * 1_000).flatMap(time => {
    const caller = { random, principalEmail: pipeline, callerIp: 'private', callerSuppliedUserAgent: 'pipeline/2.4' }
    const resource = `projects/_/buckets/${buckets[0]}/objects/loads/${random.text(8)}.csv`
    const place = `projects/${analytics}`
    return [
      gcpRow(
        { ...caller, time },
        { service: 'storage', method: 'storage.objects.create', resource, place, isRead: true },
      ),
      gcpRow({ ...caller, time: time + 4_000 }, query(world, random)),
    ]
  })
}
