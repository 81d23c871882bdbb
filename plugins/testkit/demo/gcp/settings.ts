import type { VendorAccount } from '../../replay/vendor.ts'
import { CRM, defaultGcpSettings, gcpAsset, gcpPolicy, type GcpSettings } from '../../vendors/gcp/settings.ts'
import type { World } from '../world.ts'
import { gcpOrg } from './org.ts'

const DAY = 86_400_000

/** A bucket that anyone may read, an old key of a program that may do everything, SSH open to the world, nobody told of incidents. */
export function gcpSettings(world: World, accounts: VendorAccount[], now: number): GcpSettings {
  const { organizationId, projects, analytics, models, pipeline, buckets } = gcpOrg(world)
  const settings = defaultGcpSettings({ organizationId, accounts, now }, projects)
  const made = (days: number) => new Date(now - days * DAY).toISOString()
  const account = `projects/${analytics}/serviceAccounts/${pipeline}`
  const [exports = ''] = buckets
  settings.contacts = []
  for (const policy of settings.policies) {
    delete policy.auditConfigs
    if (policy.resource === `${CRM}projects/${analytics}`)
      policy.bindings.push({ role: 'roles/editor', members: [`serviceAccount:${pipeline}`] })
  }
  settings.policies.push(
    ...buckets.map(name =>
      gcpPolicy(`//storage.googleapis.com/${name}`, 'storage.googleapis.com/Bucket', [
        { role: 'roles/storage.objectAdmin', members: [`serviceAccount:${pipeline}`] },
        ...(name === exports ? [{ role: 'roles/storage.objectViewer', members: ['allUsers'] }] : []),
      ]),
    ),
  )
  settings.assets.push(
    ...buckets.map((name, index) =>
      gcpAsset('storage', 'Bucket', name, {
        name,
        updated: made(40 + index),
        iamConfiguration: { uniformBucketLevelAccess: { enabled: index > 0 } },
      }),
    ),
    gcpAsset('iam', 'ServiceAccount', `projects/${analytics}/serviceAccounts/100000000000000000002`, {
      name: account,
      projectId: analytics,
      uniqueId: '100000000000000000002',
      email: pipeline,
      displayName: 'Loads data',
    }),
    gcpAsset('iam', 'ServiceAccountKey', `${account}/keys/5e77a1`, {
      name: `${account}/keys/5e77a1`,
      keyType: 'USER_MANAGED',
      validAfterTime: made(410),
    }),
    gcpAsset('compute', 'Network', `projects/${models}/global/networks/default`, { name: 'default' }),
    gcpAsset('compute', 'Firewall', `projects/${models}/global/firewalls/default-allow-ssh`, {
      name: 'default-allow-ssh',
      direction: 'INGRESS',
      sourceRanges: ['0.0.0.0/0'],
      allowed: [{ IPProtocol: 'tcp', ports: ['22'] }],
    }),
    ...[1, 2, 3].map(number =>
      gcpAsset('compute', 'Instance', `projects/${models}/zones/europe-west1-b/instances/trainer-${number}`, {
        name: `trainer-${number}`,
        status: 'RUNNING',
        lastStartTimestamp: made(number * 9),
        serviceAccounts: [
          {
            email: '500000000002-compute@developer.gserviceaccount.com',
            scopes: ['https://www.googleapis.com/auth/cloud-platform'],
          },
        ],
        shieldedInstanceConfig: { enableVtpm: true, enableIntegrityMonitoring: number > 1 },
      }),
    ),
  )
  return settings
}
