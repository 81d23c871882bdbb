import type { Emission } from '../emission.ts'
import { later, within, type Chore, type Moment, type Stretch } from '../moment.ts'
import { appOf } from '../okta/org.ts'
import { openApp } from '../okta/rows.ts'
import { HOMES, networkIn } from '../places.ts'
import { seeded, type Random } from '../random.ts'
import type { World } from '../world.ts'
import { azureOrg } from './org.ts'
import { asPerson, asPipeline, azureRows, type AzureDeed } from './rows.ts'

const HOUR = 3_600_000

const machine = (world: World, random: Random, verb: string, called: string): AzureDeed => ({
  operation: `Microsoft.Compute/virtualMachines/${verb}/action`,
  called,
  resource: `/resourceGroups/core/providers/Microsoft.Compute/virtualMachines/${random.pick(azureOrg(world).machines)}`,
  isLong: true,
})

/** What people of the trade do all day; what only reads is in no activity log. */
const DEEDS: readonly ((world: World, random: Random) => AzureDeed)[] = [
  (world, random) => machine(world, random, 'start', 'Start Virtual Machine'),
  (world, random) => machine(world, random, 'deallocate', 'Deallocate Virtual Machine'),
  (world, random) => machine(world, random, 'restart', 'Restart Virtual Machine'),
  world => ({
    operation: 'Microsoft.Web/sites/restart/Action',
    called: 'Restart Web App',
    resource: `/resourceGroups/web/providers/Microsoft.Web/sites/${azureOrg(world).shop}`,
  }),
  (_, random) => ({
    operation: 'Microsoft.Resources/deployments/write',
    called: 'Create Deployment',
    resource: `/resourceGroups/web/providers/Microsoft.Resources/deployments/release-${random.int(100, 999)}`,
    isLong: true,
  }),
  () => ({
    operation: 'Microsoft.Resources/tags/write',
    called: 'Write tags',
    resource: '/resourceGroups/core/providers/Microsoft.Resources/tags/default',
  }),
]

/** On some days the portal by single sign-on, and a few things done there. */
export function work(stretch: Stretch): Emission[] {
  const { world, random, person } = stretch
  const { logins } = azureOrg(world)
  if (!logins.has(person) || !random.chance(0.35)) return []
  const begun = within(stretch)
  const deeds = random.int(1, 3)
  return [
    ...openApp({ ...stretch, time: begun - 2_000 }, appOf(world, 'Microsoft 365')),
    ...Array.from({ length: deeds }, (_, index) => {
      const time = later(stretch, begun, (index + 1) * random.int(20, 500) * 1_000)
      return azureRows(asPerson({ ...stretch, time }), random.pick(DEEDS)(world, random))
    }).flat(),
  ]
}

/** A change by an administrator; those elsewhere who are none here leave it. */
const chore =
  (deed: (world: World, random: Random) => AzureDeed): Chore =>
  stretch => {
    const { world, random, person } = stretch
    const { logins } = azureOrg(world)
    if (!logins.has(person) || !logins.of(person).isAdmin) return []
    return azureRows(asPerson({ ...stretch, time: within(stretch) }), deed(world, random))
  }

export const CHORES: readonly Chore[] = [
  chore(world => ({
    operation: 'Microsoft.KeyVault/vaults/write',
    called: 'Update Key Vault',
    resource: `/resourceGroups/core/providers/Microsoft.KeyVault/vaults/${azureOrg(world).vault}`,
  })),
  chore(() => ({
    operation: 'Microsoft.Network/networkSecurityGroups/securityRules/write',
    called: 'Create or Update Security Rule',
    resource: '/resourceGroups/core/providers/Microsoft.Network/networkSecurityGroups/office/securityRules/FromOffice',
    isLong: true,
  })),
  chore((_, random) => ({
    operation: 'Microsoft.Insights/metricAlerts/write',
    called: 'Create or update metric alert',
    resource: `/resourceGroups/core/providers/Microsoft.Insights/metricAlerts/cpu-${random.int(1, 9)}`,
  })),
]

/** Releases that the pipeline brings, every three hours. */
export function machines(world: World, date: number): Emission[] {
  const random = seeded(world.seed, world.domain, 'azure machines', date)
  const address = networkIn(HOMES[0]!, seeded(world.seed, world.domain, 'azure egress')).ip
  return Array.from({ length: 8 }, (_, index) => {
    const time = date + index * 3 * HOUR + random.int(60, 1_200) * 1_000
    return azureRows(asPipeline(world, random, time, address), {
      operation: 'Microsoft.Resources/deployments/write',
      called: 'Create Deployment',
      resource: `/resourceGroups/web/providers/Microsoft.Resources/deployments/nightly-${random.int(1_000, 9_999)}`,
      subscription: azureOrg(world).development.id,
      isLong: true,
    })
  }).flat()
}

/** With an administrator's session, the export of the activity log goes. */
export function blind(moment: Moment): Emission[] {
  const { logins } = azureOrg(moment.world)
  if (!logins.has(moment.person) || !logins.of(moment.person).isAdmin) return []
  return azureRows(asPerson(moment), {
    operation: 'Microsoft.Insights/diagnosticSettings/delete',
    called: 'Delete diagnostic setting',
    resource: '/providers/Microsoft.Insights/diagnosticSettings/to-workspace',
  })
}
