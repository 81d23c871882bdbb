import type { VendorAccount } from '../../replay/vendor.ts'
import {
  connectOf,
  defaultDocusignSettings,
  type DocusignEnvelope,
  type DocusignSettings,
} from '../../vendors/docusign/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { docusignOrg } from './org.ts'

const HOUR = 3_600_000
const SIGNERS = [
  { email: 'kim.novak@northwind.example', name: 'Kim Novak' },
  { email: 'lee.park@fabrikam.example', name: 'Lee Park' },
  { email: 'bill@initech.example', name: 'Bill Lumbergh' },
]

/** Sessions last half a day, Connect hands documents to a system that cannot tell who sends them, who left is still a member, some may use a password. */
export function docusignSettings(world: World, accounts: VendorAccount[], now: number): Partial<DocusignSettings> {
  const random = seeded(world.seed, world.domain, 'docusign settings')
  const { envelopes, logins } = docusignOrg(world)
  const usual = defaultDocusignSettings(accounts, world.domain, now)
  const ago = (hours: number) => new Date(now - hours * HOUR).toISOString()
  const left = new Set(logins.people.filter(person => person.left).map(person => logins.of(person).id))
  const ids = accounts.map(({ id }) => id)
  const senders = accounts.filter(({ id }) => !left.has(id))
  const assistant = senders.find(({ isAdmin }) => !isAdmin)?.id ?? ids[0]!
  return {
    account: { ...usual.account, sessionTimeout: '720', authenticationCheck: 'initial_access' },
    passwordRules: {
      ...usual.passwordRules,
      minimumPasswordLength: '8',
      expirePassword: 'true',
      expirePasswordDays: '90',
    },
    purge: { ...usual.purge, purgeEnvelopes: 'false' },
    profiles: Object.fromEntries(
      ids.map(id => [
        id,
        left.has(id) || random.chance(0.15)
          ? {
              ...usual.profiles[id]!,
              federated_status: 'FedAuthBypass' as const,
              allow_two_step_verification_snooze: true,
            }
          : usual.profiles[id]!,
      ]),
    ),
    lastLogin: Object.fromEntries(
      ids.map(id => [id, ago(left.has(id) ? random.int(3_000, 5_000) : random.int(1, 60))]),
    ),
    sharedTo: { ...usual.sharedTo, [assistant]: ids.filter(id => id !== assistant).slice(0, 9) },
    envelopes: envelopes.map(({ subject, id }, index): DocusignEnvelope => {
      const sender = random.pick(senders)
      const time = ago(random.int(10, 400))
      return {
        envelopeId: id,
        emailSubject: subject,
        status: index % 4 === 3 ? 'completed' : 'sent',
        sender: { userId: sender.id, userName: sender.name, email: sender.email },
        sentDateTime: time,
        lastModifiedDateTime: time,
        recipients: { signers: [random.pick(SIGNERS)], carbonCopies: [{ email: sender.email, name: sender.name }] },
      }
    }),
    authorizations: [],
    connect: [
      ...usual.connect,
      {
        ...connectOf('20000002', 'Sales board', 'https://hooks.salesboard.example/docusign'),
        includeHMAC: 'false',
        includeDocuments: 'true',
      },
    ],
  }
}
