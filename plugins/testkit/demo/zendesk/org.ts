import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

/** Share of a department that answers customers. */
const SHARES: Record<string, number> = {
  'IT and Security': 1,
  Sales: 0.9,
  Product: 0.9,
  Marketing: 0.8,
  Engineering: 0.35,
  People: 0.5,
}

/** A trigger, automation, macro or view. */
export interface Rule {
  id: number
  label: string
}

const RULES: Record<string, readonly string[]> = {
  Trigger: ['Notify the requester', 'Notify the assignee', 'Escalate what is urgent', 'Tag refunds'],
  Automation: ['Close what was solved four days ago', 'Remind of what is pending'],
  Macro: ['Ask for a screenshot', 'Downgrade and inform', 'Thank for the report', 'Refund granted'],
  View: ['Unassigned', 'Pending', 'Solved today', 'Waiting for engineering'],
}

/** What the company has at Zendesk: everybody who answers customers, and IT. */
export const zendeskOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'zendesk')
  const administrator = itAtWork(world)[0] ?? world.people[0]!
  const id = () => random.int(360_000_000_000, 369_999_999_999)
  const rules: Rule[] = Object.entries(RULES).flatMap(([kind, names]) =>
    names.map(name => ({ id: id(), label: `${kind}: ${name}` })),
  )
  return {
    subdomain: world.org,
    /** Whom Casbah signs in as. */
    administrator,
    rules,
    app: { id: id(), installation: id(), name: 'Time Tracking' },
    logins: createLogins(world, 'zendesk', (person, own) =>
      person === administrator || own.chance(SHARES[person.department] ?? 0)
        ? {
            id: own.int(370_000_000_000, 379_999_999_999),
            isAdmin: person === administrator || person.isIt || own.chance(0.1),
            mfa: own.chance(0.7),
            groups: ['Support', ...(person.department === 'Sales' ? ['Accounts'] : [])],
          }
        : null,
    ),
  }
})
