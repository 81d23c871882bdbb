import { generateKeyPairSync } from 'node:crypto'
import { at } from '@casbah/sdk'
import { createDocusign, person, type CheckFixture, type DocusignSettings, type Fixtures } from '@casbah/testkit'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

const settings = (vendor: { settings: object }) => vendor.settings as DocusignSettings
const id = (index: number) => `0d0c0516-0000-4000-8000-${String(index).padStart(12, '0')}`
const [ORGANISATION, ACCOUNT, KEY] = [id(1), id(2), id(3)]
const [ADA, BEN, FAY] = [id(11), id(12), id(13)]
const login = (userId: string, name: string, more: object = {}) =>
  person(userId, { login: `${name}@acme.example`, email: `${name}@acme.example`, name: `${name} tester`, ...more })
const ben = { externalId: BEN, email: 'ben@acme.example' }
const OFFER = 'c2ac5bd5-b213-4f7d-a0cf-0f4cd1f3fa9e'
const CONNECT = '20000001'

/** Fails with this switch or number of the account. */
const setting = (name: string, value: string): CheckFixture => ({
  fail: vendor => void (settings(vendor).account[name] = value),
})
const rule = (name: string, value: string): CheckFixture => ({
  fail: vendor => void (settings(vendor).passwordRules[name] = value),
})
const profile = (change: Partial<DocusignSettings['profiles'][string]>) => (vendor: { settings: object }) =>
  void Object.assign(settings(vendor).profiles[BEN]!, change)

/** What the contract kit needs to know of DocuSign. Rows are built from published shapes, with values of nobody’s. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) => {
    const vendor = createDocusign({
      organizationId: ORGANISATION,
      accountId: ACCOUNT,
      domain: 'acme.example',
      integrationKey: KEY,
      userId: ADA,
      privateKey: pem,
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        login(ADA, 'ada', { isAdmin: true, groups: ['Sales'] }),
        login(BEN, 'ben', { groups: ['Sales'] }),
        login(FAY, 'fay', { status: 'SUSPENDED' }),
      ],
    })
    settings(vendor).envelopes[0]!.envelopeId = OFFER
    return vendor
  },
  streams: {
    monitor: {
      marker: 'data.EnvelopeId',
      row: (index, time) => ({
        timestamp: new Date(time).toISOString(),
        eventId: id(1_000 + index),
        site: 'PROD',
        accountId: ACCOUNT,
        organizationId: ORGANISATION,
        userId: BEN,
        integratorKey: '##DOCUSIGN_INTERNAL_NOT_USED##',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
        ipAddress: '81.2.69.142',
        ipAddressLocation: {
          latitude: 51.5,
          longitude: -0.1,
          country: 'united kingdom',
          state: 'england',
          city: 'london',
        },
        object: 'Envelope',
        action: 'Created',
        property: '',
        field: '',
        result: '',
        source: 'Web',
        affectedUserId: '',
        referencedUserId: '',
        data: { EnvelopeId: id(900_000 + index) },
      }),
    },
  },
  samples: [
    {
      stream: 'monitor',
      row: {
        timestamp: '2026-03-01T10:00:00.1234567Z',
        eventId: id(5),
        userId: ADA,
        ipAddress: '81.2.69.142',
        object: 'Account',
        action: 'UserAdded',
        result: '',
        affectedUserId: BEN,
        data: { AffectedUserId: BEN, PermissionProfileId: '10000002' },
      },
      activities: [
        {
          actor: { id: ADA },
          targets: [
            { kind: 'user', id: BEN },
            { kind: 'role', id: '10000002' },
          ],
          outcome: 'SUCCESS',
          isAdmin: true,
        },
      ],
    },
  ],
  accounts: [
    { externalId: ADA, status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true },
    { externalId: BEN, status: 'ACTIVE', email: 'ben@acme.example', isAdmin: false },
    { externalId: FAY, status: 'SUSPENDED' },
  ],
  things: [
    { externalId: '30000001', name: 'Sales', members: [ADA, BEN] },
    {
      externalId: OFFER,
      kind: 'FILE',
      name: 'Offer',
      owner: 'ben@acme.example',
      access: [
        { to: 'user', name: 'kim@partner.example', role: 'WRITE' },
        { to: 'user', name: 'ben@acme.example', role: 'READ' },
      ],
    },
    { externalId: CONNECT, clientName: 'Contract archive', risk: 'MEDIUM' },
  ],
  checks: {
    'identity-provider': { fail: vendor => void delete settings(vendor).domains[0]!.identity_provider_id },
    'single-sign-on-required': { fail: profile({ federated_status: 'FedAuthBypass' }) },
    'two-step-verification': {
      pass: profile({ federated_status: 'FedAuthBypass' }),
      fail: profile({ allow_two_step_verification_snooze: true }),
    },
    'organisation-administrators': {
      fail: vendor => {
        for (let index = 20; index < 24; index += 1) {
          vendor.accounts.push(login(id(index), `more${index}`))
          settings(vendor).profiles[id(index)] = { ...settings(vendor).profiles[ADA]! }
        }
      },
    },
    'idle-users': { fail: vendor => void (settings(vendor).lastLogin[BEN] = '2025-09-01T08:00:00.0000000Z') },
    'session-timeout': setting('sessionTimeout', '120'),
    'mobile-session-timeout': setting('mobileSessionTimeout', '0'),
    'signing-session-timeout': setting('signingSessionTimeout', '90'),
    'single-session': setting('disableMultipleSessions', 'false'),
    'social-sign-in-off': setting('allowSocialIdLogin', 'true'),
    'password-length': rule('minimumPasswordLength', '8'),
    'password-signs': rule('passwordIncludeSpecialCharacter', 'false'),
    'password-no-expiry': rule('expirePassword', 'true'),
    lockout: rule('lockoutDurationType', 'minutes'),
    'recipient-authentication': setting('authenticationCheck', 'initial_access'),
    'shared-access': { fail: vendor => void (settings(vendor).sharedTo[BEN] = [1, 2, 3, 4, 5, 6].map(id)) },
    'connect-guarded': { fail: vendor => void (settings(vendor).connect[0]!.includeHMAC = 'false') },
    'envelope-purge': { fail: vendor => void (settings(vendor).purge.purgeEnvelopes = 'false') },
  },
  actions: {
    'close-membership': { target: ben },
    'change-permission-profile': { target: ben, parameters: { profile: '10000003' } },
    'remove-from-group': { target: ben, parameters: { group: '30000001' } },
    'end-delegations': { target: ben },
    'remove-connect': {
      target: { externalId: CONNECT, clientId: CONNECT },
    },
    'void-envelope': {
      target: { externalId: OFFER, name: 'Offer', kind: 'FILE', owner: ben.email },
      parameters: { reason: 'Sent by somebody else.' },
    },
  },
  corpus: {
    carries: {
      actor: 'userId',
      target: raw => at(raw, 'object') !== undefined,
      ip: 'ipAddress',
      userAgent: 'userAgent',
      outcome: raw => typeof raw.object === 'string' && raw.object !== 'Alert',
    },
    // Messages that Connect pushes to a system of the customer’s are no rows of Monitor: these have an event, an address and no id.
    rejected: ({ kind }) => kind === 'Docusign.Connect',
  },
}
