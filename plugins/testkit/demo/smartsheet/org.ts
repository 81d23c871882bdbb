import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

/** Share of a department that plans there. */
const SHARES: Record<string, number> = {
  'IT and Security': 1,
  Product: 1,
  Marketing: 1,
  Design: 0.6,
  People: 0.6,
  Sales: 0.3,
  Finance: 0.5,
}
const SHEETS = ['Launch plan', 'Campaign budget', 'Hiring plan', 'Vendors', 'Customer onboarding', 'Price list 2026']
const WORKSPACES = ['Launch', 'Partners', 'People plans']
const REPORTS = ['Open tasks', 'Spend by quarter']
const DASHBOARDS = ['Launch status', 'Board numbers']

/** What the company has at Smartsheet: plans, budgets, and what is made of them for those who only look. */
export const smartsheetOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'smartsheet')
  const owner = itAtWork(world)[0] ?? world.people[0]!
  const id = () => random.int(1_000_000_000_000_000, 8_000_000_000_000_000)
  const things = (names: readonly string[]) => names.map(name => ({ id: id(), name }))
  return {
    owner,
    group: { id: id(), name: 'Planning' },
    sheets: things(SHEETS),
    workspaces: things(WORKSPACES),
    reports: things(REPORTS),
    dashboards: things(DASHBOARDS),
    logins: createLogins(world, 'smartsheet', (person, own) =>
      person === owner || person.left || own.chance(SHARES[person.department] ?? 0)
        ? {
            id: own.int(1_000_000_000_000_000, 8_000_000_000_000_000),
            isAdmin: person === owner || person.isIt,
          }
        : null,
    ),
  }
})
