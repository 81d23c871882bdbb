import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import { dateTime } from '../../vendors/salesforce/date-time.ts'
import { salesforceOrg, type Named } from './org.ts'

/** As the login history names browsers. */
const BROWSERS: Record<string, string> = {
  CHROME: 'Chrome 141',
  SAFARI: 'Safari 18',
  EDGE: 'Edge 141',
  FIREFOX: 'Firefox 143',
}
const DIGITS = '0123456789'

/** A row that a query answers with; its time is in whole seconds. */
function queried(
  { random, time: at }: Moment,
  partition: string,
  prefix: string,
  when: string,
  more: object,
): Emission {
  const time = Math.floor(at / 1_000) * 1_000
  const Id = `${prefix}${random.text(12, DIGITS)}AAA`
  return { vendor: 'salesforce', partition, time, row: { Id, [when]: dateTime(time), ...more } }
}

/** Signing in by the company's single sign-on, or with a password. */
export function signedIn(moment: Moment, Status = 'Success'): Emission {
  const { world, person, spot } = moment
  const { domain, logins } = salesforceOrg(world)
  return queried(moment, 'login-history', '0Ya', 'LoginTime', {
    UserId: logins.of(person).id,
    LoginType: Status === 'Success' ? 'SAML Sfdc Initiated SSO' : 'Application',
    SourceIp: spot.network.ip,
    LoginUrl: domain,
    CountryIso: spot.place.countryCode,
    Browser: BROWSERS[spot.device.browser] ?? 'Unknown',
    Platform: spot.device.os,
    Application: 'Browser',
    Status,
  })
}

/** A change in Setup. The trail tells no address. */
export function changed(moment: Moment, Action: string, Section: string, Display: string): Emission {
  const { world, person } = moment
  return queried(moment, 'setup-audit-trail', '0Ym', 'CreatedDate', {
    Action,
    Section,
    Display,
    DelegateUser: null,
    CreatedById: salesforceOrg(world).logins.of(person).id,
    CreatedBy: { Name: person.name, Username: person.email, Email: person.email },
  })
}

/** An event as real-time event monitoring keeps it. */
function realTime(moment: Moment, object: string, more: object): Emission {
  const { world, random, person, spot, time: at } = moment
  const time = Math.floor(at / 1_000) * 1_000
  const row = {
    attributes: { type: object },
    EventIdentifier: random.uuid(),
    EventDate: dateTime(time),
    UserId: salesforceOrg(world).logins.of(person).id,
    Username: person.email,
    SourceIp: spot.network.ip,
    SessionKey: random.text(16),
    ...more,
  }
  return { vendor: 'salesforce', partition: object, time, row }
}

export const ranReport = (moment: Moment, { id, name }: Named, exports = false): Emission =>
  realTime(moment, 'ReportEvent', {
    Operation: exports ? 'ReportExported' : 'ReportRunFromLightning',
    ReportId: id,
    Name: name,
    RowsProcessed: moment.random.int(20, 4_000),
  })

export const usedFile = (moment: Moment, { id, name }: Named, FileAction: string): Emission =>
  realTime(moment, 'FileEventStore', { FileAction, DocumentId: id, FileName: name })

/** A line of an event log file: a page that was looked at. */
export function viewedPage(moment: Moment, page: string): Emission {
  const { person, spot, world } = moment
  return line(moment, 'LightningPageView', salesforceOrg(world).logins.of(person).id, spot.network.ip, {
    USER_AGENT: spot.device.userAgent,
    PAGE_URL: page,
  })
}

/** Another one: a program that called the API. */
export const called = (moment: Pick<Moment, 'world' | 'random' | 'time'>, uri: string, ip: string): Emission =>
  line(moment, 'RestApi', salesforceOrg(moment.world).integration.id, ip, {
    URI: uri,
    METHOD: 'GET',
    STATUS_CODE: '200',
    USER_AGENT: 'deal-room-sync/4.2',
  })

function line(
  { world, random, time: at }: Pick<Moment, 'world' | 'random' | 'time'>,
  EVENT_TYPE: string,
  user: string,
  ip: string,
  more: object,
): Emission {
  const time = Math.floor(at)
  const row = {
    EVENT_TYPE,
    TIMESTAMP: new Date(time).toISOString().replace(/[-:TZ]/g, ''),
    REQUEST_ID: random.text(22),
    ORGANIZATION_ID: salesforceOrg(world).organisation.slice(0, 15),
    USER_ID: user.slice(0, 15),
    USER_ID_DERIVED: user,
    CLIENT_IP: ip,
    TIMESTAMP_DERIVED: new Date(time).toISOString(),
    ...more,
  }
  return { vendor: 'salesforce', partition: 'event-log-files', time, row }
}

/** Somebody as the trail's sentences name them. */
export const asUser = ({ world }: Moment, person: Person): string =>
  `${person.name} (UserID: [${salesforceOrg(world).logins.of(person).id.slice(0, 15)}])`
