import { groupId } from '../../vendors/okta/users.ts'
import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { perWorld } from '../world.ts'
import type { World } from '../world.ts'

/** An application in the company's single sign-on. */
export interface SsoApp {
  id: string
  name: string
  label: string
}

const APPS: readonly [name: string, label: string][] = [
  ['github_enterprise_cloud', 'GitHub'],
  ['amazon_aws', 'AWS'],
  ['google', 'Google Workspace'],
  ['office365', 'Microsoft 365'],
  ['slack', 'Slack'],
  ['zoomus', 'Zoom'],
  ['atlassian', 'Jira'],
  ['zendesk', 'Zendesk'],
  ['notion', 'Notion'],
  ['figma', 'Figma'],
  ['salesforce', 'Salesforce'],
  ['workday', 'Workday'],
  ['datadog', 'Datadog'],
]

/** Applications that their own parts of the demo open, when somebody works there. */
const OPENED_BY_PARTS = new Set([
  'GitHub',
  'AWS',
  'Google Workspace',
  'Microsoft 365',
  'Jira',
  'Zendesk',
  'Workday',
  'Salesforce',
])

/** What the company has at Okta; everybody signs on there. */
export const oktaOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'okta')
  const id = (prefix: string) => `${prefix}${random.text(14)}5d7`
  const apps: SsoApp[] = APPS.map(([name, label]) => ({ id: id('0oa'), name, label }))
  const logins = createLogins(world, 'okta', (person, own) => ({
    id: `00u${own.text(14)}5d7`,
    mfa: own.chance(0.95),
    groups: ['Everyone', person.department],
  }))
  const groups = [...new Set(logins.people.flatMap(person => logins.of(person).groups))]
  return {
    /** As in `acme.okta.com`. */
    host: `${world.org}.okta.com`,
    apps,
    everydayApps: apps.filter(({ label }) => !OPENED_BY_PARTS.has(label)),
    policy: { id: id('00p'), ruleId: id('0pr') },
    groups: groups.map(name => ({ id: groupId(name), name })),
    logins,
  }
})

/** An application by its label. */
export function appOf(world: World, label: string): SsoApp {
  const app = oktaOrg(world).apps.find(one => one.label === label)
  if (!app) throw new Error(`The demo company has no application ${label}.`)
  return app
}
