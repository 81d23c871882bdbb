import type { BoxItem } from '../../vendors/box/settings.ts'
import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

const DIGITS = '0123456789'
/** Share of a department that keeps its documents there. */
const SHARES: Record<string, number> = { 'IT and Security': 0.5, Sales: 0.4, Finance: 0.9, People: 0.7, Marketing: 0.3 }
const FOLDERS = ['Contracts', 'Books', 'Applications', 'Offers'] as const
const FILES = [
  'Master agreement.pdf',
  'Price list.xlsx',
  'Quarter.xlsx',
  'Payroll.xlsx',
  'Candidates.docx',
  'Renewals.xlsx',
]

/** What the company has at Box: folders of a few people, with files that their departments read. */
export const boxOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'box')
  const administrator = itAtWork(world)[0] ?? world.people[0]!
  const id = (length = 11) => `1${random.text(length - 1, DIGITS)}`
  const logins = createLogins(world, 'box', (person, own) =>
    person === administrator || own.chance(SHARES[person.department] ?? 0)
      ? {
          id: `2${own.text(10, DIGITS)}`,
          isAdmin: person === administrator || person.isIt,
          groups: [person.department],
        }
      : null,
  )
  const partner = { id: id(), login: 'office@auditors.example', email: 'office@auditors.example', name: 'Auditors' }
  const folders: BoxItem[] = FOLDERS.map(name => ({
    id: id(12),
    type: 'folder',
    name,
    owner: logins.of(random.pick(logins.atWork)).id,
    parent: '0',
    modified: '2026-01-12T09:00:00-08:00',
  }))
  const files: BoxItem[] = folders.flatMap(({ id: parent, owner, modified }) =>
    random
      .shuffle(FILES)
      .slice(0, 4)
      .map(name => ({ id: id(12), type: 'file' as const, name, owner, parent, modified })),
  )
  const departments = [...new Set(logins.people.map(({ department }) => department))]
  return {
    enterpriseId: id(8),
    administrator,
    logins,
    partner,
    folders,
    files,
    groups: departments.map(name => ({ id: id(), name })),
  }
})
