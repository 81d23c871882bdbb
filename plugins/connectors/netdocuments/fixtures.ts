import { createNetDocuments, person, type Fixtures, type NetDocumentsSettings } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as NetDocumentsSettings
const DAY = 86_400_000

/**
 * A time as the logs write it. The first rows all stand at the following midnight, so that some are equal to the last letter and must be told apart
 * without an id.
 */
function date(index: number, time: number): string {
  const shown = index < 4 ? Math.ceil(time / DAY) * DAY : time
  return new Date(shown).toISOString().slice(0, 19)
}

/** What tells rows apart; the first four are not to be. */
const mark = (index: number) => `row ${index < 4 ? 0 : index}`

const user = {
  id: 'ben@acme.example',
  guid: 'VAULT-BEN',
  name: 'ben tester',
  email: 'ben@acme.example',
  memberType: 'I',
}

/** What the contract kit needs to know of NetDocuments. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  // A log comes whole for its span, so there are no pages to make smaller.
  vendor: ({ now }) =>
    createNetDocuments({
      domain: 'vault.netvoyage.com',
      repository: 'CA-ACME0001',
      clientId: 'AP-CASBAH01',
      clientSecret: 'secretOfTheAcmeClient',
      scopes: ['read', 'admin'],
      now,
      accounts: [
        person('VAULT-ADA', { email: 'ada@acme.example', name: 'ada tester' }),
        person('VAULT-BEN', { email: 'ben@acme.example', name: 'ben tester' }),
        person('VAULT-KIM', { email: 'kim@client.example', name: 'kim tester', groups: ['external'] }),
      ],
    }),
  streams: {
    'user-activity': {
      marker: 'activity.storageObject.name',
      partition: 'consolidated',
      row: (index, time) => ({
        activity: {
          date: date(index, time),
          name: 'Open',
          host: '203.0.113.7',
          user,
          source: { id: '2', name: 'ndOffice' },
          storageObject: {
            docId: '4812-1234-0001',
            name: mark(index),
            cabinet: { id: 'NG-CLIENTS1', name: 'Client Documents' },
          },
        },
      }),
    },
    administration: {
      marker: 'activity.description',
      partition: 'admin',
      row: (index, time) => ({
        activity: {
          date: date(index, time),
          name: 'Repository add users',
          host: '203.0.113.7',
          description: mark(index),
          user,
        },
      }),
    },
  },
  samples: [
    {
      stream: 'user-activity',
      row: {
        activity: {
          date: '2026-03-01T08:00:00',
          name: 'deliver a Secure link',
          host: '203.0.113.7',
          user,
          storageObject: {
            docId: '4812-1234-0001',
            name: 'Draft',
            Matter: '7',
            cabinet: { id: 'NG-1', name: 'Clients' },
          },
        },
      },
      activities: [
        {
          vendorAction: 'Deliver a secure link',
          actor: { id: 'VAULT-BEN', name: 'ben tester', email: 'ben@acme.example' },
          targets: [
            { kind: 'file', id: '4812-1234-0001', name: 'Draft' },
            { kind: 'matter', name: '7' },
            { kind: 'site', id: 'NG-1', name: 'Clients' },
          ],
          outcome: 'SUCCESS',
          ip: { address: '203.0.113.7' },
          isAdmin: false,
        },
      ],
    },
  ],
  accounts: [
    { externalId: 'VAULT-ADA', status: 'ACTIVE', email: 'ada@acme.example', isExternal: false, isAdmin: true },
    { externalId: 'VAULT-KIM', status: 'ACTIVE', isExternal: true },
  ],
  things: [
    { externalId: 'UG-CLIENT01', name: 'Client of Matter 7' },
    { externalId: 'UG-ADMINS01', members: ['VAULT-ADA'] },
    {
      externalId: 'NG-CLIENTS1',
      kind: 'SITE',
      name: 'Acme Legal/Client Documents',
      access: [
        { to: 'group', name: 'Internal Users', isExternal: false },
        { to: 'group', name: 'Cabinet Administrators', isExternal: false },
        { to: 'group', name: 'Client of Matter 7', isExternal: true },
      ],
    },
  ],
  checks: {
    'cabinet-administrators': {
      fail: vendor =>
        void (settings(vendor).cabinets[0]!.groups = ['UG-INTERN01', 'UG-ADMINS01', 'UG-CLIENT01'].map(group => ({
          ...settings(vendor).cabinets[0]!.groups[0]!,
          group,
          administer: true,
        }))),
    },
    'default-access': { fail: vendor => void (settings(vendor).cabinets[0]!.groups[0]!.administer = true) },
    'external-groups': { fail: vendor => void (settings(vendor).cabinets[0]!.groups[2]!.share = true) },
    'external-members': { fail: vendor => void settings(vendor).groups[0]!.members.push('VAULT-KIM') },
    'idle-external-users': {
      fail: vendor => void (settings(vendor).lastLogins['VAULT-KIM'] = '2025-10-01T09:00:00'),
    },
    'idle-internal-users': {
      fail: vendor => void (settings(vendor).lastLogins['VAULT-BEN'] = '2025-10-01T09:00:00'),
    },
  },
  // Nobody has published entries of these logs. Should some be there one day, they are read like anybody's.
  corpus: { carries: {} },
  actions: {
    'remove-user': { target: { externalId: 'VAULT-KIM', email: 'kim@client.example' } },
    'remove-from-group': {
      target: { externalId: 'VAULT-BEN', email: 'ben@acme.example' },
      parameters: { group: 'UG-INTERN01' },
      before: vendor => void settings(vendor).groups[0]!.members.push('VAULT-BEN'),
    },
    'remove-cabinet-group': {
      target: { externalId: 'NG-CLIENTS1', name: 'Acme Legal/Client Documents', kind: 'SITE' },
      parameters: { group: 'UG-CLIENT01' },
    },
    'remove-external-groups': {
      target: { externalId: 'NG-CLIENTS1', name: 'Acme Legal/Client Documents', kind: 'SITE' },
    },
  },
}
