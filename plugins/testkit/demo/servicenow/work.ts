import { groupId, memberId } from '../../vendors/servicenow/tables.ts'
import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Moment, Stretch } from '../moment.ts'
import { HEX } from '../random.ts'
import { servicenowOrg } from './org.ts'
import { changed, newSession, requested, signInEvent, userKey } from './rows.ts'

const SECOND = 1_000
const TABLES = ['incident', 'sc_request', 'sc_req_item', 'change_request', 'kb_knowledge'] as const

/** Signing on, some lists and forms, a record that goes on by a step. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { logins } = servicenowOrg(world)
  if (!logins.has(person) || random.chance(0.5)) return []
  const begun = within(stretch)
  const session = newSession(stretch)
  const at = (low: number, high: number) => ({
    ...stretch,
    time: later(stretch, begun, random.int(low, high) * SECOND),
  })
  const rows = [
    signInEvent({ ...stretch, time: begun - SECOND }, 'external.authentication.succeeded', session),
    signInEvent({ ...stretch, time: begun }, 'login', session),
  ]
  for (let looks = random.int(1, 3); looks > 0; looks -= 1) {
    const table = random.pick(TABLES)
    rows.push(
      random.chance(0.4)
        ? requested(at(5, 3_000), 'List', `/${table}_list.do?sysparm_query=active%3Dtrue`, session)
        : requested(at(5, 3_000), 'Form', `/${table}.do?sys_id=${random.text(32, HEX)}`, session),
    )
  }
  if (random.chance(0.5)) {
    const state = random.int(1, 5)
    rows.push(
      changed(at(60, 3_000), {
        tablename: random.pick(TABLES),
        fieldname: 'state',
        documentkey: random.text(32, HEX),
        oldvalue: String(state),
        newvalue: String(state + 1),
        record_checkpoint: String(random.int(1, 12)),
      }),
    )
  }
  return rows
}

/** A change by an administrator; those elsewhere who are none here leave it. */
const chore =
  (
    tablename: string,
    fieldname: string,
    rest: (userName: string, stretch: Stretch) => [key: string, newvalue: string],
    record_checkpoint = '3',
  ): Chore =>
  stretch => {
    const { logins } = servicenowOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    const { userName } = logins.of(stretch.random.pick(logins.atWork))
    const [documentkey, newvalue] = rest(userName, stretch)
    const change = { tablename, fieldname, documentkey, oldvalue: '', newvalue, record_checkpoint }
    return [changed({ ...stretch, time: within(stretch) }, change)]
  }

export const CHORES: readonly Chore[] = [
  chore('sys_user', 'department', (user, { random }) => [userKey(user), random.text(32, HEX)]),
  chore('sys_user_grmember', 'group', user => [memberId(user, 'Service Desk'), groupId('Service Desk')], '0'),
  chore('sys_properties', 'value', (_, { random }) => [random.text(32, HEX), String(random.int(10, 90))]),
]

/** Lists of people and requests as files, and what hangs on records. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { logins, attachments } = servicenowOrg(world)
  if (!logins.has(person)) return []
  const at = (seconds: number) => ({ ...moment, time: time + seconds * SECOND })
  const session = newSession(moment)
  const exports = [
    '/sys_user_list.do?CSV&sysparm_query=active%3Dtrue',
    '/incident_list.do?EXCEL',
    '/kb_knowledge_list.do?XML',
  ]
  const loot = random.shuffle(attachments).slice(0, 6)
  return [
    signInEvent(at(1), 'login', session),
    ...exports.map((url, i) => requested(at(2 + i * 2), 'List', url, session)),
    ...loot.map((id, i) => requested(at(8 + i * 2), 'Other', `/sys_attachment.do?sys_id=${id}`, session)),
  ]
}
