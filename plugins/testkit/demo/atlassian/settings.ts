import { defaultAtlassianSettings } from '../../vendors/atlassian/settings.ts'
import type { AtlassianSettings } from '../../vendors/atlassian/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { atlassianOrg } from './org.ts'

const DAY = 86_400_000

/** Much is as it should be; tokens that never end, a public project, a filter that anyone may see, and no data security policy are not. */
export function atlassianSettings(world: World, now: number): Partial<AtlassianSettings> {
  const random = seeded(world.seed, world.domain, 'atlassian settings')
  const { administrator, logins } = atlassianOrg(world)
  const defaults = defaultAtlassianSettings(now)
  const at = (days: number) => new Date(now + days * DAY).toISOString()
  const [owner, other] = [random.pick(logins.atWork), random.pick(logins.atWork)].map(person => logins.of(person).id)
  const token = { status: 'active', lastActiveAt: at(-2), owner: owner! }
  const members = (name: string) => logins.people.filter(person => logins.of(person).group === name)
  const names = [...new Set(logins.people.map(person => logins.of(person).group))]
  return {
    groups: names.map(name => ({
      id: name,
      name,
      directoryId: 'dir-1',
      members: members(name).map(person => logins.of(person).id),
    })),
    domains: [{ id: 'domain-1', name: world.domain, status: 'verified' }],
    policies: defaults.policies.filter(({ type }) => type !== 'data-security'),
    apiTokens: [
      { ...token, id: 'reports', label: 'reports', createdAt: at(-90), expiresAt: at(200) },
      { ...token, id: 'import', label: 'import script', createdAt: at(-900), lastActiveAt: at(-400), owner: other! },
    ],
    apiKeys: defaults.apiKeys.map(key => ({ ...key, owner: logins.of(administrator).id })),
    permissionSchemes: [
      ...defaults.permissionSchemes,
      {
        id: 10001,
        name: 'Open roadmap',
        permissions: [{ id: 10200, permission: 'BROWSE_PROJECTS', holder: { type: 'anyone' } }],
      },
    ],
    filters: [
      { id: '10001', name: 'My open issues', owner: owner!, sharePermissions: [] },
      { id: '10002', name: 'All bugs of customers', owner: other!, sharePermissions: [{ id: 5, type: 'global' }] },
    ],
    dashboards: defaults.dashboards.map(dashboard => ({ ...dashboard, owner: owner! })),
  }
}
