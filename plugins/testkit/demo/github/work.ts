import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Stretch } from '../moment.ts'
import { appOf } from '../okta/org.ts'
import { openApp } from '../okta/rows.ts'
import { githubOrg } from './org.ts'
import { asUser, git, githubRow, pullRequest } from './rows.ts'

const MINUTE = 60_000

/** Signing on, and some changes on their way from fetch to merge. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { org, repositories, logins } = githubOrg(world)
  if (!logins.has(person)) return []
  const rows = openApp({ ...stretch, time: within(stretch) }, appOf(world, 'GitHub'))
  const isCoder = person.department === 'Engineering' || person.department === 'Data'
  if (!isCoder && random.chance(0.6)) return rows
  // People stay with few repositories of their own, which is what makes forty at once strange.
  const own = repositories.slice((person.index * 5) % 40).slice(0, 6)
  const changes = random.int(0, isCoder ? 5 : 1)
  for (let i = 0; i < changes; i++) {
    const repository = random.pick(own)
    const number = random.int(10, 4_000)
    const time = within(stretch)
    const at = (low: number, high: number) => ({
      ...stretch,
      time: later(stretch, time, random.int(low, high) * MINUTE),
    })
    rows.push(git({ ...stretch, time }, random.chance(0.12) ? 'clone' : 'fetch', repository))
    rows.push(git(at(10, 50), 'push', repository))
    if (random.chance(0.5)) rows.push(pullRequest(at(51, 55), 'create', repository, number))
    if (random.chance(0.4)) rows.push(pullRequest(at(56, 90), 'merge', repository, number))
  }
  if (isCoder && random.chance(0.004)) {
    const name = `${org}/spike-${random.text(5, 'abcdefghijklmnopqrstuvwxyz')}`
    const fresh = { id: random.int(100_000_000, 999_999_999), fullName: name, isPublic: false }
    const fields = { operation_type: 'create', visibility: 'private', ...asUser(stretch) }
    rows.push(githubRow({ ...stretch, time: within(stretch) }, 'repo.create', fresh, fields))
  }
  return rows
}

/** A change to the organisation; administrators without a login there leave it. */
const chore =
  (action: string, fields: (stretch: Stretch) => Record<string, unknown>): Chore =>
  stretch => {
    const { logins, repositories } = githubOrg(stretch.world)
    if (!logins.has(stretch.person)) return []
    const repository = action.startsWith('repo.') ? stretch.random.pick(repositories) : null
    return [githubRow({ ...stretch, time: within(stretch) }, action, repository, fields(stretch))]
  }

const member = (stretch: Stretch) =>
  asUser({ ...stretch, person: stretch.random.pick(githubOrg(stretch.world).logins.atWork) })

export const CHORES: readonly Chore[] = [
  chore('team.add_member', stretch => ({
    operation_type: 'create',
    team: `${stretch.world.org}/${stretch.random.pick(['engineering', 'data', 'product'])}`,
    ...member(stretch),
  })),
  chore('repo.add_member', stretch => ({ operation_type: 'create', permission: 'write', ...member(stretch) })),
  chore('personal_access_token.access_granted', stretch => ({ operation_type: 'create', ...member(stretch) })),
  chore('org_credential_authorization.grant', stretch => ({ operation_type: 'create', ...asUser(stretch) })),
  chore('repo.update_actions_settings', () => ({ operation_type: 'modify' })),
]
