import type { Emission } from '../emission.ts'
import { within } from '../moment.ts'
import type { Stretch } from '../moment.ts'
import { atlassianOrg } from './org.ts'

/** A record of Jira's own log, somewhen in a stretch of work. */
export function jiraRow(
  stretch: Stretch,
  summary: string,
  category: string,
  objectItem: { id: string; name: string; typeName: string },
): Emission {
  const { world, random, person, spot } = stretch
  const time = within(stretch)
  const row = {
    id: time * 100 + random.int(0, 99),
    summary,
    remoteAddress: spot.network.ip,
    authorKey: atlassianOrg(world).logins.of(person).id,
    created: new Date(time).toISOString().replace('Z', '+0000'),
    category,
    eventSource: '',
    objectItem,
  }
  return { vendor: 'atlassian', partition: 'jira', time, row }
}

/** The same of Confluence, whose records have no id. */
export function confluenceRow(
  stretch: Stretch,
  summary: string,
  affectedObject: { name: string; objectType: string },
): Emission {
  const { world, person, spot } = stretch
  const { id, isAdmin } = atlassianOrg(world).logins.of(person)
  const time = within(stretch)
  const row = {
    author: { type: 'user', displayName: person.name, accountId: id, isExternalCollaborator: false },
    remoteAddress: spot.network.ip,
    creationDate: time,
    summary,
    description: '',
    category: 'Permissions',
    sysAdmin: isAdmin,
    superAdmin: false,
    affectedObject,
    changedValues: [],
    associatedObjects: [],
  }
  return { vendor: 'atlassian', partition: 'confluence', time, row }
}
