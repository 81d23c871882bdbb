import { createLogins } from '../logins.ts'
import { seeded } from '../random.ts'
import { itAtWork, perWorld } from '../world.ts'

/** Share of a department that sends documents to customers and agencies. */
const SHARES: Record<string, number> = { 'IT and Security': 1, Sales: 0.8, Marketing: 0.8, Finance: 0.5, Product: 0.3 }

const FOLDERS = ['Contracts', 'Brand assets', 'Customer handover', 'Price lists'] as const
const DOCUMENTS = [
  'offer',
  'contract',
  'price list',
  'handover',
  'logo pack',
  'press kit',
  'forecast',
  'statement',
] as const

/** Letters of IDs. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** What the company has at Dropbox: where documents for people outside lie. */
export const dropboxOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'dropbox')
  const administrator = itAtWork(world)[0] ?? world.people[0]!
  const logins = createLogins(world, 'dropbox', (person, own) =>
    person === administrator || own.chance(SHARES[person.department] ?? 0.1)
      ? {
          id: `dbmid:AA${own.text(34, LETTERS)}`,
          isAdmin: person === administrator || (person.isIt && own.chance(0.5)),
        }
      : null,
  )
  const folders = FOLDERS.map((name, index) => ({ id: String(7_301_200_000 + index * 1_117), name }))
  return {
    administrator,
    logins,
    folders,
    documents: Array.from({ length: 24 }, (_, index) => {
      const folder = folders[index % folders.length]!
      const name = `${DOCUMENTS[index % DOCUMENTS.length]} ${index + 1}.${index % 3 ? 'pdf' : 'docx'}`
      return {
        id: `id:${random.text(22, LETTERS)}`,
        folder,
        name,
        path: `/${folder.name}/${name}`.toLowerCase(),
        maker: random.pick(logins.atWork),
        isPublic: index % 8 === 5,
      }
    }),
    customer: `buyer@initech.example`,
    app: { id: `aid:${random.text(20, LETTERS)}`, name: 'PDF Converter' },
  }
})
