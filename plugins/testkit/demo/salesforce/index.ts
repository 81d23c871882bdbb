import type { VendorAccount } from '../../replay/vendor.ts'
import { createSalesforce } from '../../vendors/salesforce.ts'
import type { DemoPart, RowReading } from '../part.ts'
import { salesforceOrg } from './org.ts'
import { salesforceSettings } from './settings.ts'
import { CHORES, machines, plunder, work } from './work.ts'

const realTime = (action: string): RowReading => ({ id: 'EventIdentifier', who: ['Username'], action, ip: 'SourceIp' })

/** The customers. Who left was frozen, and one or two were deactivated. */
export const salesforce: DemoPart = {
  open: (world, { now, random }) => {
    const { domain, integration, logins } = salesforceOrg(world)
    const people = logins.accounts(({ id, isAdmin, mfa }, { email, index, left }) => ({
      id,
      login: email,
      status: left ? (index % 2 === 0 ? 'DEPROVISIONED' : 'SUSPENDED') : 'ACTIVE',
      isAdmin,
      mfa,
      groups: [],
    }))
    const program = `${integration.name}@${world.domain}`
    const accounts: VendorAccount[] = [
      ...people,
      {
        id: integration.id,
        login: program,
        email: program,
        name: 'Integration',
        status: 'ACTIVE',
        isAdmin: false,
        mfa: false,
        groups: [],
      },
    ]
    return createSalesforce({
      domain,
      secret: { clientId: `3MVG9${random.text(60)}`, clientSecret: random.text(64, '0123456789ABCDEF') },
      now,
      accounts,
      // That of a large org: else a month would take a quarter of an hour to read.
      quota: 2_000_000,
      settings: salesforceSettings(world, accounts, now()),
    })
  },
  reading: {
    'event-log-files': { id: 'REQUEST_ID', who: ['USER_ID'], action: 'EVENT_TYPE', ip: 'CLIENT_IP' },
    'login-history': { schema: 'LoginHistory', id: 'Id', who: ['UserId'], action: 'Status', ip: 'SourceIp' },
    'setup-audit-trail': { schema: 'SetupAuditTrail', id: 'Id', who: ['CreatedBy.Username'], action: 'Action' },
    ReportEvent: realTime('Operation'),
    FileEventStore: realTime('FileAction'),
  },
  work,
  chores: CHORES,
  machines,
  plunder,
}
