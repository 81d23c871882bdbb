import { createSmartsheet, person, type Fixtures, type SmartsheetSettings } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as SmartsheetSettings
const thing = (vendor: { settings: object }, name: string) => settings(vendor).assets.find(one => one.name === name)!

const ADA = '1000000000000001'
const BEN = '1000000000000002'
const SHEET = '4001000000000001'
const ben = { externalId: BEN, email: 'ben@acme.example' }
const plan = { externalId: SHEET, name: 'Launch plan', kind: 'FILE' }

const event = {
  eventId: '2.1.launch',
  objectType: 'SHEET',
  action: 'LOAD',
  objectId: SHEET,
  objectIdStr: SHEET,
  eventTimestamp: '2026-03-01T08:00:00Z',
  userId: Number(BEN),
  requestUserId: Number(BEN),
  source: 'WEB_APP',
  additionalDetails: { emailAddress: 'ben@acme.example', sourceIpAddress: '203.0.113.7' },
}

/** What the contract kit needs to know of Smartsheet. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createSmartsheet({
      accessToken: 'accessTokenOfTheAcmeAdministrator',
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person(ADA, {
          login: 'ada',
          email: 'ada@acme.example',
          name: 'Ada Tester',
          isAdmin: true,
          groups: ['Planning'],
        }),
        person(BEN, { login: 'ben', email: 'ben@acme.example', name: 'Ben Tester', groups: ['Planning'] }),
        person('1000000000000003', { email: 'eve@acme.example', name: 'Eve Tester', status: 'SUSPENDED' }),
      ],
    }),
  streams: {
    events: {
      marker: 'eventId',
      row: (index, time) => ({ ...event, eventId: `2.1.row${index}`, eventTimestamp: new Date(time).toISOString() }),
    },
  },
  samples: [
    {
      stream: 'events',
      row: event,
      activities: [
        {
          vendorAction: 'SHEET-LOAD',
          actor: { id: BEN, email: 'ben@acme.example' },
          targets: [{ kind: 'sheet', id: SHEET }],
          outcome: 'SUCCESS',
          ip: { address: '203.0.113.7' },
        },
      ],
    },
  ],
  accounts: [
    { externalId: ADA, status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true, displayName: 'Ada Tester' },
    { externalId: BEN, isAdmin: false },
    { externalId: '1000000000000003', status: 'SUSPENDED' },
  ],
  things: [
    { externalId: '7001000000000001', name: 'Planning', members: [ADA, BEN] },
    {
      externalId: SHEET,
      kind: 'FILE',
      name: 'Launch plan',
      access: [
        { to: 'user', name: 'ada@acme.example', role: 'OWN' },
        { to: 'group', name: 'Planning', role: 'WRITE' },
      ],
    },
    { externalId: '5001000000000001', kind: 'FOLDER', name: 'Launch' },
    { externalId: '6001000000000001', kind: 'OTHER', name: 'Open tasks' },
    { externalId: '8001000000000001', kind: 'SITE', name: 'Status' },
    {
      externalId: `sheets/${SHEET}`,
      kind: 'FILE',
      name: 'Launch plan (published)',
      access: [{ to: 'organisation', role: 'READ' }],
    },
    { externalId: 'sights/8001000000000001', kind: 'SITE', access: [{ to: 'organisation', role: 'READ' }] },
  ],
  checks: {
    'admin-count': {
      fail: vendor =>
        void vendor.accounts.push(...[1, 2, 3, 4, 5].map(number => person(`20${number}`, { isAdmin: true }))),
    },
    'idle-users': { fail: vendor => void (settings(vendor).users[BEN] = { lastLogin: '2025-10-01T09:00:00Z' }) },
    'pending-invitations': { fail: vendor => void (settings(vendor).users[BEN] = { status: 'PENDING' }) },
    'group-owners': { fail: vendor => void (settings(vendor).groups[0]!.owner = '1000000000000003') },
    'published-sheets': { fail: vendor => void (thing(vendor, 'Budget').publishing = { readOnlyLiteEnabled: true }) },
    'editable-sheets': {
      fail: vendor =>
        void (thing(vendor, 'Budget').publishing = { readWriteEnabled: true, readWriteAccessibleBy: 'ALL' }),
    },
    'published-dashboards': {
      fail: vendor => void (thing(vendor, 'Status').publishing = { readOnlyFullEnabled: true }),
    },
    'published-reports': {
      fail: vendor => void (thing(vendor, 'Open tasks').publishing = { readOnlyFullEnabled: true }),
    },
    'shared-workspaces': { fail: vendor => void (thing(vendor, 'Launch').shares[1]!.accessLevel = 'EDITOR') },
    'shared-sheets': {
      fail: vendor =>
        void thing(vendor, 'Budget').shares.push({ id: 'OUT1', email: 'lee@client.example', accessLevel: 'VIEWER' }),
    },
  },
  corpus: {
    carries: {
      actor: 'userId',
      target: raw => raw.objectIdStr ?? raw.objectId,
      outcome: 'action',
    },
    // Tests of one client write the month with one digit, which no time of the API has.
    rejected: ({ raw }) => raw.eventTimestamp === '2023-8-28T11:42:30Z',
  },
  actions: {
    'deactivate-user': { target: ben },
    'transfer-ownership': { target: ben, parameters: { to: ADA } },
    'remove-from-group': { target: ben, parameters: { group: '7001000000000001' } },
    'remove-share': { target: plan, parameters: { who: 'Planning' } },
    'revoke-published-link': { target: plan },
    'revoke-published-dashboard': { target: { externalId: 'sights/8001000000000001', kind: 'SITE', name: 'Status' } },
  },
}
