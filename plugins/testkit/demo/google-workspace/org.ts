import { createLogins } from '../logins.ts'
import type { Person } from '../people.ts'
import { seeded } from '../random.ts'
import { atWork, itAtWork, perWorld } from '../world.ts'

/** A document in somebody's Drive. */
export interface Doc {
  id: string
  title: string
  type: 'document' | 'spreadsheet' | 'presentation' | 'pdf'
  owner: Person
  /** Whom it is shown to beyond its owner, in the words of Drive's log. */
  visibility:
    | 'private'
    | 'shared_internally'
    | 'people_within_domain_with_link'
    | 'people_with_link'
    | 'shared_externally'
}

const TYPES = ['document', 'spreadsheet', 'presentation', 'pdf'] as const
const SUBJECTS = [
  'Offer',
  'Plan',
  'Budget',
  'Notes',
  'Roadmap',
  'Review',
  'Forecast',
  'Handbook',
  'Minutes',
  'Contract',
]
const TOPICS = ['launch', 'hiring', 'partners', 'pricing', 'quarter', 'offsite', 'support', 'audit', 'suppliers']
const DIGITS = '0123456789'

/** What the company has at Google Workspace: everybody has mail, calendar and Drive. */
export const googleOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'google-workspace')
  const administrator = itAtWork(world)[0] ?? world.people[0]!
  const docs: Doc[] = atWork(world).flatMap(owner =>
    Array.from({ length: random.int(2, 6) }, () => ({
      id: `1${random.text(32)}`,
      title: `${random.pick(SUBJECTS)}, ${random.pick(TOPICS)}`,
      type: random.pick(TYPES),
      owner,
      visibility: random.chance(0.5) ? 'private' : random.chance(0.75) ? 'shared_internally' : visible(random.next()),
    })),
  )
  return {
    customerId: `C0${random.text(7, 'abcdefghijklmnopqrstuvwxyz0123456789')}`,
    /** A partner with whom some documents are shared. */
    partner: 'partner.example',
    /** Whom Casbah acts as. */
    administrator,
    docs,
    docsOf: Map.groupBy(docs, ({ owner }) => owner),
    logins: createLogins(world, 'google-workspace', (person, own) => ({
      /** Twenty-one digits. */
      id: `1${own.text(20, DIGITS)}`,
      isAdmin: person === administrator || (person.isIt && own.chance(0.6)),
      mfa: own.chance(0.85),
      groups: ['Everyone', person.department],
    })),
  }
})

const visible = (share: number): Doc['visibility'] =>
  share < 0.6 ? 'people_within_domain_with_link' : share < 0.85 ? 'shared_externally' : 'people_with_link'

/** Address of a group. */
export const groupEmail = (name: string, domain: string): string =>
  `${name.toLowerCase().replaceAll(/\W+/g, '-')}@${domain}`
