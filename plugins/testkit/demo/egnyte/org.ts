import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

/** Share of a department that keeps its files there. */
const SHARES: Record<string, number> = {
  Finance: 1,
  People: 1,
  Design: 1,
  Marketing: 0.6,
  Sales: 0.4,
  'IT and Security': 1,
}

const FILES: Record<string, readonly string[]> = {
  Finance: ['Forecast.xlsx', 'Payroll March.xlsx', 'Audit/Ledger.pdf', 'Bank/Statements.zip'],
  People: ['Contracts/Template.docx', 'Salary bands.xlsx', 'Candidates.xlsx'],
  Design: ['Brand/Logo.ai', 'Launch/Booth.psd', 'Launch/Film.mp4'],
  Clients: ['Northwind/Offer.pdf', 'Northwind/Drawings.zip', 'Fabrikam/Contract.pdf'],
}

/** What the company has at Egnyte: the large files and those with numbers. */
export const egnyteOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'egnyte')
  const administrator = itAtWork(world)[0] ?? world.people[0]!
  return {
    domain: world.org,
    administrator,
    folders: Object.keys(FILES).map(name => `/Shared/${name}`),
    files: Object.entries(FILES).flatMap(([folder, names]) => names.map(name => `/Shared/${folder}/${name}`)),
    /** Of two clients, and of the program that keeps users as the directory has them. */
    clients: [random.int(10_000_000, 99_999_999), random.int(10_000_000, 99_999_999)],
    linkId: () => random.text(10),
    logins: createLogins(world, 'egnyte', (person, own) =>
      person === administrator || own.chance(SHARES[person.department] ?? 0)
        ? {
            id: own.int(1_000_000, 9_999_999),
            isAdmin: person === administrator || person.isIt,
            groups: ['All Power Users'],
          }
        : null,
    ),
  }
})
