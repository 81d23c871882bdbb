import { createEgnyte, person, type EgnyteSettings, type Fixtures } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as EgnyteSettings
const DAY = 86_400_000

/** The first rows all stand at the following midnight, so that some are equal to the last sign and must be told apart without an id. */
const date = (index: number, time: number) => (index < 4 ? Math.ceil(time / DAY) * DAY : time)

/** What tells rows apart; the first four are not to be. */
const mark = (index: number) => `/Shared/Finance/row ${index < 4 ? 0 : index}.txt`

const event = {
  date: Date.parse('2026-03-01T08:00:00Z'),
  sourcePath: '/Shared/Finance/Plan.xlsx',
  targetPath: 'N/A',
  user: 'Ben Tester ( ben@acme.example )',
  userId: '102',
  action: 'Preview',
  access: 'Web UI',
  ipAddress: '203.0.113.7',
  actionInfo: '',
  auditSource: 'FILE_AUDIT',
}

/** What the contract kit needs to know of Egnyte. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createEgnyte({
      domain: 'acme',
      accessToken: 'accessTokenOfTheAcmeDomain',
      now,
      // Smaller pages would be so many that a hundred an hour take a minute to be tried; what cuts a page else is the time that a request looks through.
      ...(pageRows && { pageRows: Math.max(pageRows, 20) }),
      // Half an hour a request, as it is, would only make more of the empty pages: the vendor's own test has them.
      scanMinutes: 360,
      accounts: [
        person('101', { login: 'ada', email: 'ada@acme.example', name: 'Ada Tester', isAdmin: true }),
        person('102', { login: 'ben', email: 'ben@acme.example', name: 'Ben Tester', groups: ['Sales'] }),
        person('103', { login: 'kim', email: 'kim@client.example', name: 'Kim Tester', status: 'SUSPENDED' }),
      ],
    }),
  streams: {
    audit: {
      marker: 'sourcePath',
      row: (index, time) => ({ ...event, date: date(index, time), sourcePath: mark(index) }),
    },
  },
  samples: [
    {
      stream: 'audit',
      row: event,
      activities: [
        {
          vendorAction: 'FILE_AUDIT Preview',
          actor: { id: '102', name: 'Ben Tester', email: 'ben@acme.example' },
          targets: [{ kind: 'file', id: '/Shared/Finance/Plan.xlsx', name: '/Shared/Finance/Plan.xlsx' }],
          outcome: 'SUCCESS',
          ip: { address: '203.0.113.7' },
        },
      ],
    },
    {
      stream: 'audit',
      row: {
        date: event.date,
        actor: 'Ada Tester ( ada@acme.example )',
        subject: 'Kim Tester ( kim@client.example )',
        action: 'Disable',
        actionInfo: '',
        source: 'Web UI',
        auditSource: 'USER_AUDIT',
      },
      activities: [
        {
          vendorAction: 'USER_AUDIT Disable',
          actor: { name: 'Ada Tester', email: 'ada@acme.example' },
          targets: [{ kind: 'user', name: 'Kim Tester', email: 'kim@client.example' }],
          isAdmin: true,
        },
      ],
    },
  ],
  accounts: [
    { externalId: '101', status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true },
    { externalId: '103', status: 'SUSPENDED', isAdmin: false },
  ],
  things: [
    { externalId: 'c1d2-sales', name: 'Sales', members: ['102'] },
    {
      externalId: '/Shared/Sales & Offers',
      kind: 'FOLDER',
      access: [
        { to: 'user', name: 'ada', role: 'OWN' },
        { to: 'user', name: 'ben', role: 'WRITE' },
        { to: 'group', name: 'Sales', role: 'WRITE' },
        { to: 'organisation', name: 'All Power Users', role: 'READ' },
      ],
    },
    {
      externalId: 'AnyOne0001',
      kind: 'OTHER',
      name: '/Shared/Finance/Prices.pdf',
      access: [{ to: 'link', role: 'READ' }],
    },
    { externalId: 'People0001', access: [{ to: 'user', name: 'kim@client.example', role: 'READ' }] },
  ],
  checks: {
    'admin-count': {
      fail: vendor =>
        Object.assign(settings(vendor).users, { 102: { userType: 'admin' } }) &&
        void vendor.accounts.push(
          ...[1, 2, 3, 4].map(number => person(`20${number}`, { login: `admin${number}`, isAdmin: true })),
        ),
    },
    'admin-passwords': { fail: vendor => void (settings(vendor).users['101'] = { authType: 'egnyte' }) },
    'single-sign-on': { fail: vendor => void (settings(vendor).users['102'] = { authType: 'egnyte' }) },
    'locked-users': { fail: vendor => void (settings(vendor).users['102'] = { locked: true }) },
    'idle-users': { fail: vendor => void (settings(vendor).users['102'] = { lastActiveDate: '2025-10-01T09:00:00Z' }) },
    'links-expire': { fail: vendor => void delete settings(vendor).links[0]!.expiry_date },
    'link-age': { fail: vendor => void (settings(vendor).links[0]!.creation_date = '2025-10-01T09:00:00Z') },
    'everybody-writes': { fail: vendor => void (settings(vendor).folders[1]!.groupPerms['All Power Users'] = 'Full') },
    'standard-users-folders': { fail: vendor => void (settings(vendor).users['102'] = { userType: 'standard' }) },
  },
  // Nobody has published events of the stream. Should some be there one day, they are read like anybody's.
  corpus: { carries: {} },
  actions: {
    'deactivate-user': { target: { externalId: '102', email: 'ben@acme.example' } },
    'remove-from-group': {
      target: { externalId: '102', email: 'ben@acme.example' },
      parameters: { group: 'c1d2-sales' },
    },
    'revoke-link': { target: { externalId: 'AnyOne0001', name: '/Shared/Finance/Prices.pdf', kind: 'OTHER' } },
    'remove-folder-permission': {
      target: { externalId: '/Shared/Sales & Offers', name: '/Shared/Sales & Offers', kind: 'FOLDER' },
      parameters: { of: 'user', name: 'ben' },
    },
    'move-to-trash': { target: { externalId: 'AnyOne0001', name: '/Shared/Finance/Prices.pdf', kind: 'OTHER' } },
  },
}
