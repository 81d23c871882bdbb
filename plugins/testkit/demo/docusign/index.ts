import { createDocusign } from '../../vendors/docusign.ts'
import { privateKeyOf } from '../google-workspace/key.ts'
import type { DemoPart } from '../part.ts'
import { docusignOrg } from './org.ts'
import { docusignSettings } from './settings.ts'
import { CHORES, plunder, work } from './work.ts'

/** Contracts of those who sell, hire and pay, and who signs them. Who left is still a member. */
export const docusign: DemoPart = {
  open: (world, { now, random }) => {
    const { organizationId, accountId, administrator, logins } = docusignOrg(world)
    const accounts = logins.accounts(({ id, isAdmin, groups }, { email }) => ({
      id,
      login: email,
      status: 'ACTIVE',
      isAdmin,
      mfa: true,
      groups,
    }))
    return createDocusign({
      organizationId,
      accountId,
      domain: world.domain,
      integrationKey: random.uuid(),
      userId: logins.of(administrator).id,
      privateKey: privateKeyOf(random),
      now,
      accounts,
      settings: docusignSettings(world, accounts, now()),
    })
  },
  reading: { id: 'eventId', who: ['userId'], action: 'action', ip: 'ipAddress' },
  work,
  chores: CHORES,
  plunder,
}
