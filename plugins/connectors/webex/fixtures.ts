import {
  createWebex,
  person,
  webexId,
  webexRole,
  webexUuid,
  type CheckFixture,
  type Fixtures,
  type WebexSettings,
} from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as WebexSettings
const ORGANISATION = webexUuid('acme')
const personId = (name: string) => webexId('PEOPLE', webexUuid(name))
const login = (name: string, more: object = {}) =>
  person(`${name}@acme.example`, { id: personId(name), login: `${name}@acme.example`, ...more })
const spaceId = (title: string) => webexId('ROOM', webexUuid('space', title))
const TEAM = webexId('TEAM', webexUuid('team', 'Launch'))
const MESSAGE = webexId('MESSAGE', webexUuid('message'))
const NOTE_TAKER = 'C0a1b2c3d4e5f60718293a4b5c6d7e8f901'
const ben = { externalId: personId('ben'), email: 'ben@acme.example' }
const grant = {
  externalId: webexId('AUTHORIZATION', webexUuid('authorization', ben.externalId, 'refresh')),
  clientId: NOTE_TAKER,
  account: ben,
}

/** Fails with these security options of the site. */
const site = (change: Record<string, unknown>): CheckFixture => ({
  fail: vendor => void Object.assign(settings(vendor).sites[0]!.security, change),
})
const space = (change: Record<string, unknown>): CheckFixture => ({
  fail: vendor => void Object.assign(settings(vendor).spaces[1]!, change),
})

/** What the contract kit needs to know of Webex. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) => {
    const vendor = createWebex({
      organisation: ORGANISATION,
      clientId: 'C-casbah',
      clientSecret: 'secret-of-casbah',
      refreshToken: 'refresh-of-casbah',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        login('ada', { isAdmin: true, groups: ['Sales', 'Support'] }),
        login('ben', { groups: ['Sales'] }),
        login('cyd'),
        login('fay', { status: 'SUSPENDED' }),
      ],
    })
    settings(vendor).holders[personId('cyd')] = [webexRole('Compliance Officer')]
    settings(vendor).profiles[personId('ben')]!.extension = '8001'
    return vendor
  },
  streams: {
    'admin-audit': {
      marker: 'data.trackingId',
      partition: 'admin-audit',
      row: (index, time) => ({
        id: webexUuid('admin', String(index)),
        created: new Date(time).toISOString(),
        actorId: personId('ada'),
        actorOrgId: webexId('ORGANIZATION', ORGANISATION),
        data: {
          actorOrgName: 'Acme',
          actorName: 'Ada Tester',
          actorEmail: 'ada@acme.example',
          actorIp: '81.2.69.142',
          actorUserAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
          adminRoles: ['Full_Admin'],
          eventCategory: 'ORG_SETTINGS',
          eventDescription: 'An org setting was created or updated.',
          operationType: 'UPDATE',
          settingKey: 'blockExternalCommunications',
          targetType: 'ORG',
          targetId: ORGANISATION,
          targetName: 'Acme',
          trackingId: `ATLAS_${webexUuid('tracking', String(index))}`,
        },
      }),
    },
    'security-audit': {
      marker: 'data.trackingId',
      partition: 'security-audit',
      row: (index, time) => ({
        id: webexUuid('security', String(index)),
        created: new Date(time).toISOString(),
        actorId: personId('ben'),
        actorOrgId: webexId('ORGANIZATION', ORGANISATION),
        data: {
          actorOrgName: 'Acme',
          actorName: 'Ben Tester',
          actorEmail: 'ben@acme.example',
          actorIp: '81.2.69.142',
          actorUserAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
          eventCategory: 'LOGINS',
          eventDescription: 'A user logged in.',
          trackingId: `IDBROKER_${webexUuid('tracking', String(index))}`,
        },
      }),
    },
    'content-events': {
      marker: 'data.id',
      partition: 'content-events',
      row: (index, time) => ({
        id: webexUuid('content', String(index)),
        resource: 'messages',
        type: 'created',
        actorId: personId('ben'),
        orgId: webexId('ORGANIZATION', ORGANISATION),
        created: new Date(time).toISOString(),
        data: {
          id: webexId('MESSAGE', webexUuid('message', String(index))),
          roomId: spaceId('Launch'),
          roomType: 'group',
          text: 'What was said is nobody’s business.',
          personId: personId('ben'),
          personEmail: 'ben@acme.example',
          created: new Date(time).toISOString(),
        },
      }),
    },
  },
  // One by offset, one by links; the third is made as the second.
  troubled: ['admin-audit', 'security-audit'],
  samples: [
    {
      stream: 'content-events',
      row: {
        id: webexUuid('sample'),
        resource: 'memberships',
        type: 'created',
        actorId: personId('ben'),
        created: '2026-03-01T10:00:00.000Z',
        data: {
          id: webexId('MEMBERSHIP', webexUuid('sample')),
          roomId: spaceId('Launch'),
          personId: personId('kim'),
          personEmail: 'kim@partner.example',
        },
      },
      activities: [
        {
          actor: { id: personId('ben'), email: null },
          targets: [
            { kind: 'user', id: personId('kim'), email: 'kim@partner.example' },
            { kind: 'channel', id: spaceId('Launch') },
          ],
        },
      ],
    },
  ],
  accounts: [
    { externalId: personId('ada'), status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true, isService: false },
    { externalId: personId('ben'), status: 'ACTIVE', email: 'ben@acme.example' },
    { externalId: personId('fay'), status: 'SUSPENDED' },
  ],
  things: [
    { externalId: webexRole('Full Administrator'), name: 'Full Administrator' },
    { name: 'Sales', members: [personId('ada'), personId('ben')] },
    { externalId: spaceId('Launch'), kind: 'CHANNEL', name: 'Launch', owner: personId('ada') },
    {
      externalId: spaceId('Launch'),
      access: [
        { to: 'user', name: 'ada@acme.example', role: 'OWN' },
        { to: 'user', name: 'ben@acme.example', role: 'WRITE' },
      ],
    },
    {
      externalId: spaceId('All hands'),
      kind: 'CHANNEL',
      name: 'All hands',
      access: [{ to: 'organisation', role: 'WRITE' }],
    },
    { externalId: grant.externalId, clientId: NOTE_TAKER, clientName: 'Note Taker', account: personId('ben') },
  ],
  checks: {
    'full-administrators': {
      fail: vendor => {
        for (let index = 0; index < 5; index += 1) {
          const more = login(`more${index}`)
          vendor.accounts.push(more)
          settings(vendor).holders[more.id] = [webexRole('Full Administrator')]
        }
      },
    },
    'compliance-officer': { fail: vendor => void delete settings(vendor).holders[personId('cyd')] },
    'idle-people': {
      fail: vendor => void (settings(vendor).profiles[personId('ben')]!.lastActivity = '2025-09-01T08:00:00.000Z'),
    },
    'sign-in-to-meetings': site({ requireLoginBeforeAccess: false }),
    'join-before-host': site({ audioBeforeHost: true }),
    'meetings-unlisted': site({ unlistAllMeetings: false }),
    'strong-meeting-passwords': site({ requireStrongPassword: false }),
    'meeting-password-rules': {
      fail: vendor => void (settings(vendor).sites[0]!.security.passwordCriteria.minLength = 4),
    },
    'screen-capture': site({ allowMobileScreenCapture: true }),
    'spaces-classified': space({ classificationId: undefined }),
    'public-spaces': space({ isPublic: true }),
  },
  actions: {
    'deactivate-user': { target: ben },
    'revoke-authorizations': { target: ben },
    'remove-from-space': { target: ben, parameters: { space: spaceId('Launch') } },
    'remove-from-team': { target: ben, parameters: { team: TEAM } },
    'revoke-authorization': { target: grant },
    'revoke-app': { target: grant },
    'lock-space': { target: { externalId: spaceId('Launch'), name: 'Launch', kind: 'CHANNEL' } },
    'delete-message': {
      target: { externalId: spaceId('Launch'), name: 'Launch', kind: 'CHANNEL' },
      parameters: { message: MESSAGE },
      before: vendor =>
        void settings(vendor).messages.push({
          id: MESSAGE,
          roomId: spaceId('Launch'),
          personId: ben.externalId,
          personEmail: ben.email,
          text: 'Prices',
          files: ['https://webexapis.com/v1/contents/prices'],
          created: '2026-03-02T08:00:00.000Z',
        }),
    },
  },
  corpus: {
    carries: {
      actor: 'data.actorEmail',
      target: 'data.targetId',
      ip: 'data.actorIp',
      userAgent: 'data.actorUserAgent',
      outcome: raw => raw.data,
    },
  },
}
