import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { appOf } from '../okta/org.ts'
import { openApp } from '../okta/rows.ts'
import { atWork } from '../world.ts'
import { atlassianOrg } from './org.ts'
import { atlassianRow, signedIn, type AtlassianObject } from './rows.ts'
import { confluenceRow, jiraRow } from './site-rows.ts'

const MINUTE = 60_000
/** One of so many. */
const PLANNERS = 4

/** Issues and pages that are looked at, and now and then changed. */
export function work(stretch: Stretch): Emission[] {
  const { random, world, person } = stretch
  if (!random.chance(0.4)) return []
  const { projects, spaces } = atlassianOrg(world)
  const begun = within(stretch)
  const rows = [
    ...openApp({ ...stretch, time: begun - 2_000 }, appOf(world, 'Jira')),
    signedIn({ ...stretch, time: begun }),
  ]
  for (let looks = random.int(1, 3); looks > 0; looks -= 1) {
    const at = { ...stretch, time: later(stretch, begun, random.int(1, 60) * MINUTE) }
    if (random.chance(0.6)) {
      const key = `${random.pick(projects)}-${random.int(1, 4_000)}`
      const issue = { id: key, type: 'issues', attributes: { name: key } }
      rows.push(atlassianRow(at, random.chance(0.7) ? 'jira_issue_viewed' : 'jira_issue_updated', [issue], key))
    } else {
      const name = random.pick(spaces)
      const page = { id: String(random.int(100_000, 999_999)), type: 'pages', attributes: { name: `${name}: notes` } }
      rows.push(
        atlassianRow(at, random.chance(0.8) ? 'confluence_page_viewed' : 'confluence_page_updated', [page], name),
      )
    }
  }
  // Few plan releases, which takes rights that others do not have.
  if (person.index % PLANNERS === 0 && random.chance(0.5)) {
    const version = `${random.pick(projects)} ${random.int(1, 9)}.${random.int(0, 9)}`
    const about = { id: String(random.int(10_000, 19_999)), name: version, typeName: 'VERSION' }
    rows.push(jiraRow(stretch, 'Project version created', 'projects', about))
  }
  if (random.chance(0.12)) {
    const about = { name: `${random.pick(spaces)}: notes`, objectType: 'Page' }
    rows.push(confluenceRow(stretch, 'Content restriction added', about))
  }
  return rows
}

/** A change to the organisation; administrators elsewhere who are none here leave it. */
const chore =
  (action: string, content: string, more: (stretch: Stretch) => AtlassianObject[]): Chore =>
  stretch => {
    const { logins } = atlassianOrg(stretch.world)
    if (!logins.of(stretch.person).isAdmin) return []
    const person = stretch.random.pick(atWork(stretch.world))
    const { id } = logins.of(person)
    const user = { id, type: 'users', attributes: { name: person.name, email: person.email } }
    return [atlassianRow({ ...stretch, time: within(stretch) }, action, [user, ...more(stretch)], content)]
  }

const group = ({ random, world }: Stretch): AtlassianObject[] => {
  const { logins } = atlassianOrg(world)
  const name = logins.of(random.pick(logins.people)).group
  return [{ id: name, type: 'groups', attributes: { groupName: name } }]
}

export const CHORES: readonly Chore[] = [
  chore('user_added_to_group', 'Added to group', group),
  chore('user_removed_from_group', 'Removed from group', group),
  chore('user_granted_product_access', 'Granted access to Jira', () => []),
  stretch => [
    jiraRow(stretch, 'Workflow updated', 'workflows', { id: '10010', name: 'Development', typeName: 'WORKFLOW' }),
  ],
  stretch => {
    const name = stretch.random.pick(atlassianOrg(stretch.world).spaces)
    return [confluenceRow(stretch, 'Space permission added', { name, objectType: 'Space' })]
  },
]

/** A look around, then a whole space. */
export function plunder(moment: Moment): Emission[] {
  const { random, world, time } = moment
  const name = random.pick(atlassianOrg(world).spaces)
  const at = (ms: number) => ({ ...moment, time: time + ms })
  const page = () => ({
    id: String(random.int(100_000, 999_999)),
    type: 'pages',
    attributes: { name: `${name}: notes` },
  })
  const space = { id: String(random.int(10_000, 99_999)), type: 'spaces', attributes: { name } }
  return [
    signedIn(at(1_000)),
    ...[4_000, 6_500, 9_000].map(ms => atlassianRow(at(ms), 'confluence_page_viewed', [page()], name)),
    atlassianRow(at(15_000), 'confluence_space_exported', [space], name),
  ]
}
