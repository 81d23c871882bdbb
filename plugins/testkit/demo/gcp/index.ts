import type { Vendor } from '../../replay/vendor.ts'
import { createGcp } from '../../vendors/gcp.ts'
import type { GcpSettings } from '../../vendors/gcp/settings.ts'
import type { Emission } from '../emission.ts'
import { privateKeyOf } from '../google-workspace/key.ts'
import type { Moment } from '../moment.ts'
import type { DemoPart } from '../part.ts'
import { gcpOrg } from './org.ts'
import { gcpRow, given, objectTaken, personOf } from './rows.ts'
import { gcpSettings } from './settings.ts'
import { CHORES, machines, work } from './work.ts'

/** Reports and models of those who work with data. Who left has no Google account any more. */
export const gcp: DemoPart = {
  open: (world, { now, random }) => {
    const { organizationId, projects, logins } = gcpOrg(world)
    const accounts = logins.accounts(({ isAdmin }, { email, left }) => ({
      id: email,
      login: email,
      status: left ? 'DEPROVISIONED' : 'ACTIVE',
      isAdmin,
      mfa: true,
      groups: [],
    }))
    return createGcp({
      organizationId,
      projects,
      clientEmail: `casbah@${world.org}-security.iam.gserviceaccount.com`,
      privateKey: privateKeyOf(random),
      now,
      accounts,
      settings: gcpSettings(world, accounts, now()),
    })
  },
  reading: {
    schema: 'logging_LogEntry',
    id: 'insertId',
    who: ['protoPayload.authenticationInfo.principalEmail'],
    action: 'protoPayload.methodName',
    ip: 'protoPayload.requestMetadata.callerIp',
  },
  work,
  chores: CHORES,
  machines,
  plunder,
  blind,
}

const TAKEN = 8

/** Takes what lies in a bucket, then opens it to anyone. */
function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { analytics, buckets, logins } = gcpOrg(world)
  if (!logins.has(person)) return []
  const bucket = random.pick(buckets)
  const place = `projects/${analytics}`
  const opened = gcpRow(personOf({ ...moment, time: time + 16_000 }), {
    service: 'storage',
    method: 'storage.setIamPermissions',
    resource: `projects/_/buckets/${bucket}`,
    place,
    payload: given('roles/storage.objectViewer', 'allUsers'),
  })
  return [
    ...Array.from({ length: TAKEN }, (_, index) =>
      gcpRow(
        personOf({ ...moment, time: time + 2_000 + index * 1_500 }, false),
        objectTaken(place, bucket, `loads/${random.text(8)}.csv`),
      ),
    ),
    { ...opened, effect: vendor => openToAll(vendor, bucket) },
  ]
}

function openToAll({ settings }: Vendor, bucket: string): void {
  const { policies } = settings as unknown as GcpSettings
  const policy = policies.find(({ resource }) => resource === `//storage.googleapis.com/${bucket}`)
  if (!policy || policy.bindings.some(({ members }) => members.includes('allUsers'))) return
  policy.bindings.push({ role: 'roles/storage.objectViewer', members: ['allUsers'] })
  policy.revision += 1
}

/** An administrator’s session keeps entries out of the log from now on. */
function blind(moment: Moment): Emission[] {
  const { world, random, person } = moment
  const { organizationId, logins } = gcpOrg(world)
  if (!logins.has(person) || !logins.of(person).isAdmin) return []
  const place = `organizations/${organizationId}`
  const resource = `${place}/exclusions/noise-${random.int(1, 99)}`
  const method = 'google.logging.v2.ConfigServiceV2.CreateExclusion'
  return [gcpRow(personOf(moment), { service: 'logging', method, resource, place })]
}
