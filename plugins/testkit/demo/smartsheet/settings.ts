import type { VendorAccount } from '../../replay/vendor.ts'
import type { SmartsheetAsset, SmartsheetSettings, SmartsheetShare } from '../../vendors/smartsheet/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { smartsheetOrg } from './org.ts'

/** A price list that anyone reads, customers' plans that anyone changes, an agency that edits a workspace, a group whose owner has left, invitations that nobody took. */
export function smartsheetSettings(world: World, accounts: VendorAccount[]): SmartsheetSettings {
  const { owner, group, sheets, workspaces, reports, dashboards, logins } = smartsheetOrg(world)
  const random = seeded(world.seed, world.domain, 'smartsheet settings')
  const share = (accessLevel: SmartsheetShare['accessLevel'], who: { email?: string; group?: string }) => ({
    id: random.text(22),
    accessLevel,
    ...who,
  })
  const thing = (type: SmartsheetAsset['type']) => (of: { id: number; name: string }) => ({
    ...of,
    type,
    shares: [share('OWNER', { email: owner.email }), share('EDITOR', { group: group.name })],
  })
  const assets: SmartsheetAsset[] = [
    ...sheets.map(thing('sheet')),
    ...workspaces.map(thing('workspace')),
    ...reports.map(thing('report')),
    ...dashboards.map(thing('sight')),
  ]
  const named = (name: string) => assets.find(asset => asset.name === name)!
  named('Price list 2026').publishing = { readOnlyFullEnabled: true, readOnlyFullAccessibleBy: 'ALL' }
  named('Customer onboarding').publishing = { readWriteEnabled: true, readWriteAccessibleBy: 'ALL' }
  named('Launch status').publishing = { readOnlyFullEnabled: true, readOnlyFullAccessibleBy: 'ORG' }
  named('Partners').shares.push(share('EDITOR', { email: 'lee.park@fabrikam.example' }))
  named('Campaign budget').shares.push(share('VIEWER', { email: 'kim.novak@northwind.example' }))
  const [gone] = accounts.filter(({ status }) => status === 'SUSPENDED')
  const invited = accounts.findLast(({ status, isAdmin }) => status === 'ACTIVE' && !isAdmin)
  return {
    users: invited ? { [invited.id]: { status: 'PENDING', lastLogin: null } } : {},
    groups: [{ ...group, owner: gone?.id ?? String(logins.of(owner).id) }],
    assets,
  }
}
