import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import { microsoftOrg, type OfficeFile } from './org.ts'

const site = (domain: string) => `https://${domain.replace(/\..*$/, '')}.sharepoint.com`

/** A record of the unified audit log: whole seconds, in UTC without saying so. */
export function auditRecord(moment: Moment, partition: string, parts: Record<string, unknown>): Emission {
  const { world, random, person, spot } = moment
  const { tenantId } = microsoftOrg(world)
  const time = Math.floor(moment.time / 1_000) * 1_000
  const row = {
    Id: random.uuid(),
    CreationTime: new Date(time).toISOString().slice(0, 19),
    OrganizationId: tenantId,
    UserType: 0,
    UserKey: `i:0h.f|membership|${microsoftOrg(world).logins.of(person).id.slice(0, 8)}@live.com`,
    UserId: person.email,
    ClientIP: spot.network.ip,
    Version: 1,
    ...parts,
  }
  return { vendor: 'microsoft-365', partition, time, row }
}

/** Something done with a file of the company's site. */
export const fileRecord = (moment: Moment, Operation: string, file: OfficeFile, more: Record<string, unknown> = {}) =>
  auditRecord(moment, 'Audit.SharePoint', {
    RecordType: 6,
    Operation,
    Workload: 'SharePoint',
    ObjectId: `${site(moment.world.domain)}/Documents/${file.name}`,
    SiteUrl: `${site(moment.world.domain)}/`,
    ItemType: 'File',
    ListItemUniqueId: file.listItem,
    SourceFileName: file.name,
    SourceFileExtension: file.name.replace(/^.*\./, ''),
    EventSource: 'SharePoint',
    UserAgent: moment.spot.device.userAgent,
    ...more,
  })

/** Something done in one's own mailbox. */
export const mailRecord = (moment: Moment, Operation: string, more: Record<string, unknown> = {}) =>
  auditRecord(moment, 'Audit.Exchange', {
    RecordType: 2,
    Operation,
    Workload: 'Exchange',
    ResultStatus: 'Succeeded',
    LogonType: 0,
    ExternalAccess: false,
    ClientInfoString: 'Client=OWA;Action=ViaProxy',
    MailboxOwnerUPN: moment.person.email,
    ...more,
  })

/** Signing in to Exchange in a browser, through the company's single sign-on. */
export function signedIn({ world, random, person, spot, time }: Moment): Emission {
  const { logins, exchange } = microsoftOrg(world)
  const row = {
    id: random.uuid(),
    createdDateTime: new Date(time).toISOString(),
    userId: logins.of(person).id,
    userPrincipalName: person.email,
    userDisplayName: person.name,
    appId: exchange.id,
    appDisplayName: exchange.name,
    resourceDisplayName: exchange.name,
    ipAddress: spot.network.ip,
    clientAppUsed: 'Browser',
    conditionalAccessStatus: 'notApplied',
    isInteractive: true,
    riskLevelDuringSignIn: 'none',
    status: { errorCode: 0, failureReason: 'Other.' },
    deviceDetail: { browser: spot.device.browser, operatingSystem: spot.device.os },
    location: { city: spot.place.city, countryOrRegion: spot.place.countryCode },
  }
  return { vendor: 'microsoft-365', partition: 'sign-ins', time, row }
}

/** A change of the directory; `about` is whom it was about. */
export function directoryAudit(moment: Moment, activity: string, category: string, about: Person): Emission {
  const { world, random, person, spot, time } = moment
  const { logins } = microsoftOrg(world)
  const row = {
    id: `Directory_${random.uuid()}`,
    category,
    correlationId: random.uuid(),
    result: 'success',
    resultReason: '',
    activityDisplayName: activity,
    activityDateTime: new Date(time).toISOString(),
    loggedByService: 'Core Directory',
    operationType: 'Update',
    initiatedBy: {
      user: {
        id: logins.of(person).id,
        userPrincipalName: person.email,
        displayName: person.name,
        ipAddress: spot.network.ip,
      },
    },
    targetResources: [
      {
        id: logins.of(about).id,
        displayName: about.name,
        type: 'User',
        userPrincipalName: about.email,
        modifiedProperties: [],
      },
    ],
    additionalDetails: [{ key: 'User-Agent', value: spot.device.userAgent }],
  }
  return { vendor: 'microsoft-365', partition: 'directory-audits', time, row }
}
