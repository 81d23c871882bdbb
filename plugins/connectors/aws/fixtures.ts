import { at } from '@casbah/sdk'
import { createAws, person, type AwsSettings, type Fixtures } from '@casbah/testkit'

const settings = (vendor: { settings: object }) => vendor.settings as AwsSettings
const KEY_ID = 'AKIABOBBOBBOBBOBBOB1'
const BOB = { externalId: 'AIDABOB', displayName: 'bob' }
const BUCKET = {
  externalId: 'cloudtrail-123456789012',
  name: 'us-east-1/cloudtrail-123456789012',
  kind: 'BUCKET',
}

const row = (kind: string, index: number, time: number) => ({
  eventID: `${kind}-${index}`,
  eventTime: new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'),
  awsRegion: index % 2 === 0 ? 'us-east-1' : 'eu-west-1',
  userIdentity: { type: 'IAMUser', principalId: 'AIDAADA', userName: 'ada' },
})

type Region = AwsSettings['regional'][string]

/** Lets something be otherwise in the second region alone. */
const inRegion = (change: (region: Region) => void) => ({
  fail: (vendor: { settings: object }) => change(settings(vendor).regional['eu-west-1']!),
})
const set = (change: Partial<AwsSettings>) => ({
  fail: (vendor: { settings: object }) => void Object.assign(settings(vendor), change),
})
const bucket = (change: Partial<AwsSettings['buckets'][number]>) => ({
  fail: (vendor: { settings: object }) => void Object.assign(settings(vendor).buckets[0]!, change),
})
const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }

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
      accounts: [person('ada', { groups: ['administrators'] }), person('bob', { mfa: false })],
      logBucket: { name: 'trail-of-acme' },
      settings: {
        withoutPassword: ['bob'],
        attachedPolicies: { ada: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
        accessKeys: [
          {
            UserName: 'bob',
            AccessKeyId: KEY_ID,
            Status: 'Active',
            CreateDate: new Date(now() - 10 * 86_400_000).toISOString(),
            LastUsedDate: new Date(now() - 86_400_000).toISOString(),
          },
        ],
      },
    }),
  troubled: ['cloudtrail'],
  streams: {
    cloudtrail: {
      marker: 'eventID',
      row: (index, time) => ({
        ...row('event', index, time),
        eventName: 'StopLogging',
        eventSource: 'cloudtrail.amazonaws.com',
        readOnly: false,
      }),
    },
    'cloudtrail-objects': {
      marker: 'eventID',
      row: (index, time) => ({
        ...row('data', index, time),
        eventName: 'GetObject',
        eventSource: 's3.amazonaws.com',
        managementEvent: false,
        eventCategory: 'Data',
        requestParameters: { bucketName: 'exports-of-acme', key: `report-${index}.csv` },
      }),
    },
  },
  accounts: [
    { displayName: 'ada', status: 'ACTIVE', isAdmin: true, mfaEnabled: true },
    { displayName: 'bob', status: 'ACTIVE', mfaEnabled: false },
    { externalId: 'AROADEPLOYDEPLOYDEPL1', displayName: 'deploy', status: 'ACTIVE', isService: true },
  ],
  things: [{ externalId: 'cloudtrail-123456789012', kind: 'BUCKET', access: [{ to: 'organisation' }] }],
  checks: {
    'root-secured': set({ accountSummary: { AccountMFAEnabled: 0, AccountAccessKeysPresent: 1 } }),
    'root-hardware-mfa': set({ isRootFactorVirtual: true }),
    'root-not-used': set({ passwordLastUsed: { '<root_account>': '2026-03-01T09:00:00Z' } }),
    'root-central': set({ organizationFeatures: [] }),
    'users-mfa': { fail: vendor => vendor.accounts.forEach(account => (account.mfa = false)) },
    'access-key-age': {
      fail: vendor => settings(vendor).accessKeys.forEach(key => (key.CreateDate = '2020-01-01T00:00:00Z')),
    },
    'access-key-unused': {
      fail: vendor => settings(vendor).accessKeys.forEach(key => (key.LastUsedDate = '2020-01-01T00:00:00Z')),
    },
    'access-key-single': {
      fail: vendor => settings(vendor).accessKeys.push({ ...settings(vendor).accessKeys[0]!, AccessKeyId: 'AKIABOB2' }),
    },
    'console-unused': set({ passwordLastUsed: { ada: '2020-01-01T00:00:00Z' } }),
    'password-length': set({ passwordPolicy: { MinimumPasswordLength: 8, PasswordReusePrevention: 24 } }),
    'password-reuse': set({ passwordPolicy: { MinimumPasswordLength: 14 } }),
    'policies-not-all': set({ ownPolicies: [{ PolicyName: 'everything', document: ALL }] }),
    'users-no-policies': {
      pass: vendor => void (settings(vendor).attachedPolicies = {}),
      fail: vendor => void (settings(vendor).inlinePolicies = { bob: ['read-reports'] }),
    },
    'administrators-few': set({
      groupPolicies: Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e'].map(name => [name, ['arn:aws:iam::aws:policy/AdministratorAccess']]),
      ),
    }),
    'github-trust-scoped': {
      fail: vendor => void (settings(vendor).roles[0]!.trust.Statement[0]!.Condition = undefined),
    },
    'support-role': { fail: vendor => settings(vendor).roles.forEach(role => (role.attached = [])) },
    'certificates-valid': set({
      certificates: [{ ServerCertificateName: 'old', Expiration: '2020-01-01T00:00:00Z' }],
    }),
    'trail-logging': { fail: vendor => settings(vendor).trails.forEach(trail => (trail.IsLogging = false)) },
    'trail-encrypted': { fail: vendor => settings(vendor).trails.forEach(trail => delete trail.KmsKeyId) },
    'trail-bucket-private': bucket({ IsPublic: true }),
    'account-public-access': set({ publicAccessBlock: null }),
    'buckets-blocked': set({ publicAccessBlock: null }),
    'buckets-closed': bucket({ IsPublic: true }),
    'buckets-tls': bucket({ Policy: null }),
    'buckets-no-acls': bucket({ ObjectOwnership: 'ObjectWriter' }),
    'regions-read': set({ enabledRegions: ['us-east-1', 'eu-west-1', 'me-south-1'] }),
    'disks-encrypted': inRegion(region => (region.ebsEncryptionByDefault = false)),
    'snapshots-private': inRegion(region => (region.snapshotSharing = 'unblocked')),
    'admin-ports-closed': inRegion(({ securityGroups }) =>
      securityGroups.forEach(({ ingress }) =>
        ingress.push({ ipProtocol: 'tcp', fromPort: 20, toPort: 25, cidrIpv6: '::/0' }),
      ),
    ),
    'default-group-closed': inRegion(({ securityGroups }) =>
      securityGroups[0]!.egress.push({ ipProtocol: '-1', cidrIp: '0.0.0.0/0' }),
    ),
    'flow-logs': inRegion(region => (region.flowLogs = [])),
    'access-analyzer': inRegion(region => (region.analyzer = null)),
    guardduty: inRegion(region => (region.detector = 'DISABLED')),
    'security-hub': inRegion(region => (region.hub = false)),
    'config-recording': inRegion(region => (region.recorder = { recording: false, lastStatus: 'Success' })),
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
      target: BOB,
      parameters: { accessKeyId: KEY_ID },
    },
    'attach-deny-all': { target: BOB },
    'revoke-role-sessions': { target: { externalId: 'AROADEPLOYDEPLOYDEPL1', displayName: 'deploy' } },
    'delete-login-profile': { target: { externalId: 'AIDAADA', displayName: 'ada' } },
    'make-bucket-private': { target: BUCKET },
    'remove-bucket-statement': {
      target: BUCKET,
      before: vendor => void (settings(vendor).buckets[0]!.IsPublic = true),
    },
    'stop-instance': {
      target: { externalId: '' },
      parameters: { region: 'eu-west-1', instanceId: 'i-000000002' },
    },
  },
}
