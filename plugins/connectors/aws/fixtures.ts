import { at } from '@casbah/sdk'
import { createAws, person, type AwsSettings, type Fixtures } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as AwsSettings
const KEY_ID = 'AKIABOBBOBBOBBOBBOB1'

/** What the contract kit needs to know of AWS. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createAws({
      accountId: '123456789012',
      accessKeyId: 'AKIAEXAMPLEEXAMPLE01',
      secretAccessKey: 'secret/access+key/of+acme',
      regions: ['us-east-1', 'eu-west-1'],
      now,
      ...(pageRows && { pageRows }),
      accounts: [person('ada'), person('bob')],
      settings: {
        attachedPolicies: { ada: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
        accessKeys: [
          {
            UserName: 'bob',
            AccessKeyId: KEY_ID,
            Status: 'Active',
            CreateDate: new Date(now() - 10 * 86_400_000).toISOString(),
          },
        ],
      },
    }),
  streams: {
    cloudtrail: {
      marker: 'eventID',
      row: (index, time) => ({
        eventID: `event-${index}`,
        eventTime: new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'),
        eventName: 'StopLogging',
        eventSource: 'cloudtrail.amazonaws.com',
        awsRegion: index % 2 === 0 ? 'us-east-1' : 'eu-west-1',
        readOnly: false,
        userIdentity: { type: 'IAMUser', principalId: 'AIDAADA', userName: 'ada' },
      }),
    },
  },
  accounts: [
    { displayName: 'ada', status: 'ACTIVE', isAdmin: true, mfaEnabled: true },
    { displayName: 'bob', status: 'ACTIVE' },
  ],
  things: [{ externalId: 'cloudtrail-123456789012', kind: 'BUCKET', access: [{ to: 'organisation' }] }],
  checks: {
    'root-secured': {
      fail: vendor => void (settings(vendor).accountSummary = { AccountMFAEnabled: 0, AccountAccessKeysPresent: 1 }),
    },
    'users-mfa': { fail: vendor => vendor.accounts.forEach(account => (account.mfa = false)) },
    'access-key-age': {
      fail: vendor => settings(vendor).accessKeys.forEach(key => (key.CreateDate = '2020-01-01T00:00:00Z')),
    },
    'trail-logging': { fail: vendor => settings(vendor).trails.forEach(trail => (trail.IsLogging = false)) },
    'account-public-access': { fail: vendor => void (settings(vendor).publicAccessBlock = null) },
  },
  corpus: {
    files: ['aws/events.ndjson', 'streams/aws_cloudtrail_invictus.ndjson'],
    carries: {
      actor: raw => at(raw, 'userIdentity.type'),
      ip: 'sourceIPAddress',
      userAgent: 'userAgent',
      outcome: raw => raw.eventName !== 'ConsoleLogin' || at(raw, 'responseElements.ConsoleLogin') !== '...',
    },
    rejected: ({ raw }) => raw.eventName === undefined,
    // Records without a service, and operations that are none.
    unknown: /^(\.\.\.|unknown):|^iam:(DetachUserGroup|NotCreateUser|PutPolicy)$/,
  },
  actions: {
    'deactivate-access-key': {
      target: { externalId: 'AIDABOB', displayName: 'bob' },
      parameters: { accessKeyId: KEY_ID },
    },
    'attach-deny-all': { target: { externalId: 'AIDABOB', displayName: 'bob' } },
  },
}
