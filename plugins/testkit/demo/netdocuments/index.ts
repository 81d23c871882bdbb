import type { VendorAccount } from '../../replay/vendor.ts'
import { createNetDocuments } from '../../vendors/netdocuments.ts'
import type { DemoPart, RowReading } from '../part.ts'
import { UPPER } from '../random.ts'
import { netdocumentsOrg } from './org.ts'
import { netdocumentsSettings } from './settings.ts'
import { CHORES, machines, plunder, work } from './work.ts'

/** Entries have no id. */
const READING: RowReading = {
  schema: 'RepositoryLogEntry',
  who: ['activity.user.guid'],
  action: 'activity.name',
  ip: 'activity.host',
}

/** Contracts with customers, suppliers and staff. Who left is still let in. */
export const netdocuments: DemoPart = {
  open: (world, { now, random }) => {
    const { repository, counsel, sync, logins } = netdocumentsOrg(world)
    const account = ({ id, email, name }: { id: string; email: string; name: string }): VendorAccount => ({
      id,
      login: email,
      email,
      name,
      status: 'ACTIVE',
      isAdmin: false,
      mfa: false,
      groups: [],
    })
    return createNetDocuments({
      domain: 'vault.netvoyage.com',
      repository,
      clientId: `AP-${random.text(8, UPPER)}`,
      clientSecret: random.text(48),
      scopes: ['read', 'admin'],
      now,
      accounts: [
        account(sync),
        ...logins.people.map(person => account({ ...person, id: logins.of(person).id })),
        ...counsel.map(one => ({ ...account(one), groups: ['external'] })),
      ],
      settings: netdocumentsSettings(world, now()),
    })
  },
  reading: { consolidated: READING, admin: READING },
  work,
  chores: CHORES,
  machines,
  plunder,
}
