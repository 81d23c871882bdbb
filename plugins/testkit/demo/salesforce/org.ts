import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

/** Share of a department that works with customers' records. */
const SHARES: Record<string, number> = {
  'IT and Security': 1,
  Sales: 1,
  Marketing: 0.9,
  Finance: 0.8,
  Product: 0.7,
  Data: 0.5,
  Engineering: 0.15,
}
const REPORTS = [
  'Pipeline by quarter',
  'Open opportunities',
  'Won and lost',
  'Customers by region',
  'Contacts of customers',
  'Renewals due',
  'Price exceptions',
  'Leads by campaign',
]
const FILES = ['Price list.pdf', 'Offer.docx', 'Contract.pdf', 'Security questionnaire.xlsx', 'Reference stories.pptx']
/** Ids without capitals need no reckoning: the long form only adds three signs. */
const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Something in the org with a name. */
export interface Named {
  id: string
  name: string
}

/** What the company has at Salesforce: the customers, for everybody who sells to them or reckons with them. */
export const salesforceOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'salesforce')
  const id = (prefix: string) => `${prefix}${random.text(12, SIGNS)}AAA`
  const named = (prefix: string, names: readonly string[]): Named[] => names.map(name => ({ id: id(prefix), name }))
  const administrator = itAtWork(world)[0] ?? world.people[0]!
  return {
    domain: `${world.org}.my.salesforce.com`,
    organisation: id('00D'),
    /** Whom programs work as. */
    integration: { id: id('005'), name: 'integration' },
    administrator,
    reports: named('00O', REPORTS),
    files: named('069', FILES),
    exportSet: { id: id('0PS'), name: 'Report Export' },
    dealDesk: { id: id('00G'), name: 'Deal desk' },
    app: { id: id('0H4'), name: 'Deal Room Sync' },
    logins: createLogins(world, 'salesforce', (person, own) =>
      person === administrator || own.chance(SHARES[person.department] ?? 0)
        ? {
            id: `005${own.text(12, SIGNS)}AAA`,
            isAdmin: person === administrator || (person.isIt && own.chance(0.5)),
            mfa: own.chance(0.75),
          }
        : null,
    ),
  }
})
