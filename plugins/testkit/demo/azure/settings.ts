import type { VendorAccount } from '../../replay/vendor.ts'
import {
  container,
  defaultAzureSettings,
  keyVault,
  OWNER,
  roleAssignment,
  securityGroup,
  securityRule,
  storageAccount,
  virtualMachine,
  webApp,
  type AzureSettings,
} from '../../vendors/azure/settings.ts'
import type { World } from '../world.ts'
import { azureOrg } from './org.ts'

const DAY = 86_400_000

/** Old shared keys, a container that anyone can list, SSH from anywhere, a pipeline that owns all, little of Defender, nobody who hears of new rules. */
export function azureSettings(world: World, accounts: VendorAccount[], now: number): Partial<AzureSettings> {
  const org = azureOrg(world)
  const subscriptions = [org.production.id, org.development.id]
  const active = accounts.filter(({ status }) => status === 'ACTIVE')
  const defaults = defaultAzureSettings({
    tenantId: org.tenantId,
    subscriptions,
    clientId: org.clientId,
    owners: active.filter(({ isAdmin }) => isAdmin).map(({ id }) => id),
    others: active.filter(({ isAdmin }) => !isAdmin).map(({ id }) => id),
    now,
  })
  const files = storageAccount(org.production.id, org.files, now - 700 * DAY, {
    allowBlobPublicAccess: true,
    allowSharedKeyAccess: true,
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow', ipRules: [], virtualNetworkRules: [] },
  })
  const machines = org.machines.map(name => virtualMachine(org.production.id, name))
  const plans = Object.keys(defaults.pricings[org.production.id] ?? {})
  return {
    resources: [
      files,
      storageAccount(org.production.id, `${world.org}backups`, now - 40 * DAY),
      ...machines,
      securityGroup(org.production.id, 'office', [securityRule('FromOffice', '203.0.113.0/24', '22')]),
      securityGroup(org.development.id, 'lab', [securityRule('AllowSSH', 'Internet', '22')]),
      keyVault(org.production.id, org.tenantId, org.vault),
      keyVault(org.development.id, org.tenantId, `${world.org}-lab`, { enablePurgeProtection: undefined }),
      webApp(org.production.id, org.shop, true),
    ],
    containers: {
      [files.id.toLowerCase()]: [container(files, 'downloads', 'Container'), container(files, 'exports', 'None')],
    },
    roleAssignments: [
      ...defaults.roleAssignments,
      roleAssignment(`/subscriptions/${org.development.id}`, OWNER, org.pipeline.id, 'ServicePrincipal'),
    ],
    pricings: Object.fromEntries(
      subscriptions.map(one => [
        one,
        Object.fromEntries(
          plans.map(plan => [plan, one === org.production.id && /Virtual|Arm/.test(plan) ? 'Standard' : 'Free']),
        ),
      ]),
    ),
    activityLogAlerts: Object.fromEntries(subscriptions.map(one => [one, []])),
    power: Object.fromEntries(machines.map(({ id }) => [id.toLowerCase(), 'PowerState/running'])),
  }
}
