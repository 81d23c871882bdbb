import { createLogins } from '../logins.ts'
import type { Person } from '../people.ts'
import { seeded } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

/** Departments that work with Office: the others have enough in Google Workspace. */
const DEPARTMENTS = new Set(['IT and Security', 'Finance', 'People', 'Sales', 'Marketing'])

/** A file in the company's site. */
export interface OfficeFile {
  id: string
  name: string
  /** Unique id of the list item, by which the audit log calls it. */
  listItem: string
  owner: Person
}

const NAMES = [
  'Budget.xlsx',
  'Forecast.xlsx',
  'Payroll.xlsx',
  'Offer.docx',
  'Contract.docx',
  'Board.pptx',
  'Prices.xlsx',
]

/** What the company has at Microsoft 365: Office for those who calculate and sell. */
export const microsoftOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'microsoft-365')
  const administrator = itAtWork(world)[0] ?? world.people[0]!
  const logins = createLogins(world, 'microsoft-365', (person, own) =>
    person === administrator || DEPARTMENTS.has(person.department)
      ? {
          id: own.uuid(),
          isAdmin: person === administrator || (person.isIt && own.chance(0.5)),
          mfa: own.chance(0.85),
          groups: ['All Company', person.department],
        }
      : null,
  )
  const files: OfficeFile[] = logins.atWork.flatMap(owner =>
    Array.from({ length: random.int(1, 3) }, () => ({
      id: `01${random.text(32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
      name: random.pick(NAMES),
      listItem: random.uuid(),
      owner,
    })),
  )
  return {
    tenantId: random.uuid(),
    clientId: random.uuid(),
    /** An app that many let read their mail. */
    app: { id: random.uuid(), owner: random.uuid(), name: 'Mail Merge Pro' },
    /** Exchange Online, as the directory calls it. */
    exchange: { id: '00000002-0000-0ff1-ce00-000000000000', name: 'Office 365 Exchange Online' },
    administrator,
    files,
    filesOf: Map.groupBy(files, ({ owner }) => owner),
    logins,
  }
})
