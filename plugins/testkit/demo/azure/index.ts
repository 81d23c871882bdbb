import { createAzure } from '../../vendors/azure.ts'
import type { DemoPart } from '../part.ts'
import { azureOrg } from './org.ts'
import { azureSettings } from './settings.ts'
import { blind, CHORES, machines, work } from './work.ts'

/** What data is kept in and the shop runs on, in two subscriptions. Roles of who left are taken away. */
export const azure: DemoPart = {
  open: (world, { now, random }) => {
    const { tenantId, clientId, production, development, logins } = azureOrg(world)
    const accounts = logins.accounts(({ id, isAdmin }, { email, left, index }) => ({
      id,
      login: email,
      status: left ? 'DEPROVISIONED' : 'ACTIVE',
      isAdmin,
      mfa: index % 6 !== 5,
      groups: [],
    }))
    return createAzure({
      tenantId,
      clientId,
      clientSecret: random.text(40),
      subscriptions: [production, development],
      now,
      accounts,
      settings: azureSettings(world, accounts, now()),
    })
  },
  reading: {
    schema: 'monitor_EventData',
    id: 'eventDataId',
    who: ['caller'],
    action: 'operationName.value',
    ip: 'httpRequest.clientIpAddress',
  },
  work,
  chores: CHORES,
  machines,
  blind,
}
