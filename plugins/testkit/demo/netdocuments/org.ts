import { createLogins } from '../logins.ts'
import { seeded, UPPER, type Random } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

/** Departments that keep contracts. */
const DEPARTMENTS = new Set(['IT and Security', 'Sales', 'Finance', 'People'])

const CABINETS = ['Contracts', 'Purchasing', 'Employment'] as const
const MATTERS: readonly [name: string, cabinet: number][] = [
  ['Harbour Foods', 0],
  ['Kestrel Logistics', 0],
  ['Lindgren Steel', 0],
  ['Oakfield Clinics', 0],
  ['Office lease', 1],
  ['Cloud services', 1],
  ['Offers', 2],
]
const PAPERS = ['Agreement', 'Order form', 'Amendment', 'Data processing', 'Price list', 'Side letter']

/** People of the law firm that is let into two matters. */
const COUNSEL = ['Ines Falkenrath', 'Tobias Reyersen', 'Marta Osnes']

export interface Cabinet {
  id: string
  name: string
}

/** A document as entries name it. */
export interface Paper {
  docId: string
  name: string
  matter: string
  cabinet: Cabinet
}

const digits = (random: Random) => random.text(4, '0123456789')
const idOf = (random: Random, kind: 'CA' | 'NG' | 'UG' | 'VAULT') => `${kind}-${random.text(8, UPPER)}`

/** What the company has at NetDocuments: contracts by matter, in a cabinet each for customers, suppliers and staff. */
export const netdocumentsOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'netdocuments')
  const cabinets: Cabinet[] = CABINETS.map(name => ({ id: idOf(random, 'NG'), name }))
  const papers: Paper[] = MATTERS.flatMap(([matter, cabinet]) =>
    PAPERS.map(paper => ({
      docId: `48${random.text(2, '0123456789')}-${digits(random)}-${digits(random)}`,
      name: `${matter} ${paper}`,
      matter,
      cabinet: cabinets[cabinet]!,
    })),
  )
  return {
    repository: idOf(random, 'CA'),
    cabinets,
    papers,
    /** Opens a group for each matter that begins, and removes it with its end; from the administrator's office. */
    sync: {
      id: idOf(random, 'VAULT'),
      email: `directory-sync@${world.domain}`,
      name: 'Directory Sync',
      network: (itAtWork(world)[0] ?? world.people[0]!).office.network,
    },
    counsel: COUNSEL.map(name => ({
      id: idOf(random, 'VAULT'),
      name,
      email: `${name.split(' ')[0]!.toLowerCase()}@${world.org}-counsel.example`,
    })),
    /** Groups: everybody, those who keep each cabinet, and counsel. */
    groups: {
      internal: idOf(random, 'UG'),
      keepers: cabinets.map(() => idOf(random, 'UG')),
      counsel: idOf(random, 'UG'),
    },
    logins: createLogins(world, 'netdocuments', (person, own) =>
      DEPARTMENTS.has(person.department) ? { id: idOf(own, 'VAULT'), isAdmin: person.isIt } : null,
    ),
  }
})
