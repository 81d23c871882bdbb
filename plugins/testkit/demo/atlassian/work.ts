import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Stretch } from '../moment.ts'
import { atWork } from '../world.ts'
import { atlassianOrg } from './org.ts'
import { atlassianRow, signedIn, type AtlassianObject } from './rows.ts'

const MINUTE = 60_000

/** Issues and pages that are looked at, and now and then changed. */
export function work(stretch: Stretch): Emission[] {
  const { random, world } = stretch
  if (!random.chance(0.4)) return []
  const { projects, spaces } = atlassianOrg(world)
  const begun = within(stretch)
  const rows = [signedIn({ ...stretch, time: begun })]
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
]
