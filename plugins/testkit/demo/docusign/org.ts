import { webexUuid as guid } from '../../vendors/webex/ids.ts'
import { createLogins } from '../logins.ts'
import { itAtWork, perWorld } from '../world.ts'

/** Share of a department that sends contracts out to be signed. */
const SHARES: Record<string, number> = { 'IT and Security': 0.5, Sales: 0.8, People: 1, Finance: 0.6 }
const SUBJECTS = [
  'Offer Northwind',
  'Framework agreement Fabrikam',
  'Order Initech',
  'Employment contract',
  'Confidentiality agreement',
  'Lease of the warehouse',
  'Renewal Contoso',
  'Data processing agreement',
] as const

/** What the company has at DocuSign: contracts of those who sell, hire and pay. */
export const docusignOrg = perWorld(world => {
  const administrator = itAtWork(world)[0] ?? world.people[0]!
  return {
    organizationId: guid(world.domain, 'docusign organisation'),
    accountId: guid(world.domain, 'docusign account'),
    administrator,
    envelopes: SUBJECTS.map(subject => ({ subject, id: guid(world.domain, 'envelope', subject) })),
    templates: ['Offer', 'Contract'].map(name => guid(world.domain, 'template', name)),
    logins: createLogins(world, 'docusign', (person, own) =>
      person === administrator || own.chance(SHARES[person.department] ?? 0.05)
        ? {
            id: guid(world.domain, 'docusign', person.email),
            isAdmin: person === administrator || person.isIt,
            groups: [person.department],
          }
        : null,
    ),
  }
})
