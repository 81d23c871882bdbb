import type { Emission } from '../emission.ts'
import { later, within } from '../moment.ts'
import type { Chore, Stretch } from '../moment.ts'
import { appOf } from '../okta/org.ts'
import { openApp } from '../okta/rows.ts'
import { zendeskOrg } from './org.ts'
import { about, visited, zendeskRow, type About } from './rows.ts'

const SECOND = 1_000

/** Signing on and reading tickets; now and then a macro or a view made fit. */
export function work(stretch: Stretch): Emission[] {
  const { world, person, random } = stretch
  const { logins, rules } = zendeskOrg(world)
  if (!logins.has(person) || random.chance(0.2)) return []
  const begun = within(stretch)
  const rows = [
    ...openApp({ ...stretch, time: begun - 2 * SECOND }, appOf(world, 'Zendesk')),
    zendeskRow({ ...stretch, time: begun }, { action: 'login', source_type: 'user', ...about(stretch, person) }),
  ]
  const looks = random.int(1, 4)
  for (let i = 0; i < looks; i++) {
    const number = random.int(1_000, 60_000)
    const at = { ...stretch, time: later(stretch, begun, random.int(10, 3_000) * SECOND) }
    rows.push(
      random.chance(0.8)
        ? visited(at, 'View ticket', `/api/v2/tickets/${number}.json`)
        : visited(at, 'View user', `/api/v2/users/${380_000_000_000 + number}.json`),
    )
  }
  if (random.chance(0.3)) {
    const rule = random.pick(rules.filter(({ label }) => /^(Macro|View)/.test(label)))
    const time = later(stretch, begun, random.int(60, 3_000) * SECOND)
    rows.push(
      zendeskRow(
        { ...stretch, time },
        {
          action: 'update',
          source_type: 'rule',
          source_id: rule.id,
          source_label: rule.label,
          change_description: `Position changed from ${random.int(1, 5)} to ${random.int(6, 9)}`,
        },
      ),
    )
  }
  return rows
}

/** A change by an administrator; those elsewhere who are none here leave it. */
const chore =
  (change: (stretch: Stretch) => About): Chore =>
  stretch => {
    const { logins } = zendeskOrg(stretch.world)
    if (!logins.has(stretch.person) || !logins.of(stretch.person).isAdmin) return []
    return [zendeskRow({ ...stretch, time: within(stretch) }, change(stretch))]
  }

const somebody = (stretch: Stretch) => about(stretch, stretch.random.pick(zendeskOrg(stretch.world).logins.atWork))

export const CHORES: readonly Chore[] = [
  chore(stretch => ({
    action: 'update',
    source_type: 'user',
    ...somebody(stretch),
    change_description: 'Support role changed from Agent to Light agent',
  })),
  chore(({ world, random }) => {
    const { id, label } = random.pick(zendeskOrg(world).rules)
    return {
      action: 'update',
      source_type: 'rule',
      source_id: id,
      source_label: label,
      change_description: 'Conditions',
    }
  }),
  chore(({ world }) => {
    const { app } = zendeskOrg(world)
    return { action: 'update', source_type: 'zendesk/app_market/app', source_id: app.id, source_label: app.name }
  }),
]
