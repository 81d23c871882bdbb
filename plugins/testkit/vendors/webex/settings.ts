import type { VendorAccount } from '../../replay/vendor.ts'
import { webexId, webexUuid } from './ids.ts'

export interface WebexMember {
  /** Id of the membership. */
  id: string
  personId: string
  personEmail: string
  personOrgId: string
  isModerator: boolean
}

export interface WebexSpace {
  id: string
  title: string
  isLocked: boolean
  isPublic: boolean
  creatorId: string
  classificationId?: string
  teamId?: string
  members: WebexMember[]
}

export interface WebexTeam {
  id: string
  name: string
  members: WebexMember[]
}

export interface WebexMessage {
  id: string
  roomId: string
  personId: string
  personEmail: string
  text: string
  files: string[]
  /** RFC 3339. */
  created: string
}

export interface WebexAuthorization {
  id: string
  applicationId: string
  applicationName: string
  personId: string
  clientId: string
  created: string
  type: 'refresh' | 'access'
}

/** A Webex site, in the vendor's words. */
export interface WebexSite {
  siteUrl: string
  default: boolean
  security: Record<string, unknown> & { passwordCriteria: Record<string, unknown> }
}

/** What an emulated organisation is set up with. */
export interface WebexSettings {
  roles: { id: string; name: string }[]
  /** Ids of roles by id of the account. */
  holders: Record<string, string[]>
  /** What the directory has of a person beyond what every vendor knows, in the vendor's words, by id of the account. */
  profiles: Record<string, Record<string, unknown>>
  spaces: WebexSpace[]
  teams: WebexTeam[]
  messages: WebexMessage[]
  authorizations: WebexAuthorization[]
  sites: WebexSite[]
}

export const roleId = (name: string) => webexId('ROLE', webexUuid('role', name))
const ROLES = ['Full Administrator', 'Read-only Administrator', 'User and Device Administrator', 'Compliance Officer']

/** A site whose meetings are well guarded. */
export const guardedSite = (siteUrl: string, isDefault: boolean): WebexSite => ({
  siteUrl,
  default: isDefault,
  security: {
    joinBeforeHost: false,
    audioBeforeHost: false,
    firstAttendeeAsPresenter: false,
    unlistAllMeetings: true,
    requireLoginBeforeAccess: true,
    allowMobileScreenCapture: false,
    requireStrongPassword: true,
    passwordCriteria: {
      mixedCase: true,
      minLength: 8,
      minNumeric: 1,
      minAlpha: 2,
      minSpecial: 1,
      disallowDynamicWebText: true,
      disallowList: true,
      disallowValues: ['password', 'passwd', 'pass', 'webex', 'cisco'],
    },
  },
})

/** A membership of a person of the organisation, or of another one. */
export const memberOf = (
  place: string,
  { id, email }: Pick<VendorAccount, 'id' | 'email'>,
  personOrgId: string,
  isModerator = false,
): WebexMember => ({
  id: webexId('MEMBERSHIP', webexUuid('membership', place, id)),
  personId: id,
  personEmail: email,
  personOrgId,
  isModerator,
})

/** A well kept organisation: one site, two spaces, a team, an app that one person lets in. */
export function defaultWebexSettings(accounts: VendorAccount[], orgId: string, now: number): WebexSettings {
  const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString()
  const space = (title: string, members: VendorAccount[]): WebexSpace => {
    const id = webexId('ROOM', webexUuid('space', title))
    return {
      id,
      title,
      isLocked: false,
      isPublic: false,
      creatorId: members[0]?.id ?? '',
      classificationId: webexId('CLASSIFICATION', webexUuid('classification', 'internal')),
      members: members.map((one, index) => memberOf(id, one, orgId, index === 0)),
    }
  }
  const people = accounts.filter(({ status }) => status === 'ACTIVE')
  const team = webexId('TEAM', webexUuid('team', 'Launch'))
  return {
    roles: ROLES.map(name => ({ id: roleId(name), name })),
    holders: Object.fromEntries(accounts.map(({ id, isAdmin }) => [id, isAdmin ? [roleId('Full Administrator')] : []])),
    profiles: Object.fromEntries(
      accounts.map(({ id, name }) => [
        id,
        {
          firstName: name.split(' ')[0] ?? name,
          lastName: name.split(' ').slice(1).join(' '),
          department: 'Sales',
          title: 'Account Executive',
          licenses: [webexId('LICENSE', webexUuid('license', 'messaging'))],
          siteUrls: ['acme.webex.com'],
          phoneNumbers: [{ type: 'work', value: '+1 555 0100' }],
          lastActivity: ago(2),
        },
      ]),
    ),
    spaces: [
      { ...space('All hands', people), isPublic: true, isLocked: true },
      { ...space('Launch', people.slice(0, 2)), teamId: team },
    ],
    teams: [{ id: team, name: 'Launch', members: people.map((one, i) => memberOf(team, one, orgId, i === 0)) }],
    messages: [],
    authorizations: people.slice(1, 2).flatMap(({ id }) =>
      (['refresh', 'access'] as const).map(type => ({
        id: webexId('AUTHORIZATION', webexUuid('authorization', id, type)),
        applicationId: webexId('APPLICATION', webexUuid('application', 'Note Taker')),
        applicationName: 'Note Taker',
        personId: id,
        clientId: 'C0a1b2c3d4e5f60718293a4b5c6d7e8f901',
        created: ago(400),
        type,
      })),
    ),
    sites: [guardedSite('acme.webex.com', true)],
  }
}
