import { startReplayServer, type ReplayServer } from '@casbah/testkit'
import { createDemoCompany, type DemoCompany, type DemoVendor } from '@casbah/testkit/demo'
import { ask, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

// Somebody changes settings of three apps: their controls are judged again within a minute, and each finding names the activity that changed it.

interface Change {
  vendor: DemoVendor
  control: string
  /** As the connector's vocabulary has it. */
  action: string
  /** What it makes of the vendor's settings. */
  settings: Record<string, unknown>
}

/** One changed setting each, in the vendor's form; those that are objects are laid over what is there, and functions are given it. */
const CHANGES: Change[] = [
  ['okta', 'threat-insight-blocks', 'security.threat.configuration.update', { threats: { action: 'block' } }],
  ['okta', 'admin-console-idle', 'application.lifecycle.update', { adminConsole: { sessionIdleTimeoutMinutes: 700 } }],
  [
    'okta',
    'weak-factors-off',
    'security.authenticator.lifecycle.deactivate',
    {
      authenticators: (were: { key: string }[]) =>
        were.map(one => (one.key === 'phone_number' ? { ...one, status: 'INACTIVE' } : one)),
    },
  ],
  // Without tokens there is none of a super administrator either: one deed, two controls.
  ['okta', 'api-token-network', 'system.api_token.revoke', { apiTokens: [] }],
  ['okta', 'api-token-owner', 'system.api_token.revoke', { apiTokens: [] }],
  [
    'github',
    'base-permission',
    'org.update_default_repository_permission',
    { organization: { default_repository_permission: 'write' } },
  ],
  [
    'github',
    'two-factor-required',
    'org.enable_two_factor_requirement',
    { organization: { two_factor_requirement_enabled: true } },
  ],
  [
    'github',
    'public-repositories',
    'org.update_member_repository_creation_permission',
    { organization: { members_can_create_public_repositories: false } },
  ],
  [
    'github',
    'workflow-token',
    'org.set_default_workflow_permissions',
    { workflowPermissions: { default_workflow_permissions: 'write' } },
  ],
  // The block of the account covers its buckets, and a factor that is gone is no key either.
  ...['account-public-access', 'buckets-blocked'].map(control => [
    'aws',
    control,
    's3:PutAccountPublicAccessBlock',
    {
      publicAccessBlock: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    },
  ]),
  ...['root-secured', 'root-hardware-mfa'].map(control => [
    'aws',
    control,
    'iam:DeactivateMFADevice',
    { accountSummary: { AccountMFAEnabled: 0 } },
  ]),
].map(
  ([vendor, control, action, settings]) => ({ vendor, control: `${vendor}/${control}`, action, settings }) as Change,
)

interface Finding {
  id: string
  app: { id: string }
  control: { id: string }
  status: string
  lastChangedAt: string
  changedBy: { id: string; vendorAction: string; actor: { name: string } | null } | null
}

interface ScoreChange {
  from: { percent: number; points: number }
  to: { percent: number; points: number }
  causes: {
    kind: string
    percent: number
    changes: { finding: { control: { id: string } }; points: number; changedBy: { vendorAction: string } | null }[]
  }[]
}

describe('settings that somebody changes between two scans', () => {
  let company: DemoCompany
  let replay: ReplayServer
  let stack: StackProcess
  let tidy: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const database = await createStackDatabase()
    company = createDemoCompany({ seed: 'drift', name: 'Acme', domain: 'acme.example', size: 12 })
    replay = await startReplayServer({ vendors: Object.values(company.vendors) })
    stack = await startStackProcess({ dataDir: folder.path, databaseUrl: database.url, routes: replay.routes })
    tidy = async () => {
      await stack.stop()
      await replay.close()
      await database.drop()
      await folder.remove()
    }
  }, 60_000)
  afterAll(() => tidy())

  const read = async () => {
    const { findings } = await ask<{ findings: { edges: { node: Finding }[] } }>(
      stack,
      `{ findings(first: 500) { edges { node { id status lastChangedAt app { id } control { id } changedBy { id vendorAction actor { name } } } } } }`,
    )
    return new Map(findings.edges.map(({ node }) => [node.control.id, node]))
  }

  it('have their controls judged within a minute, and each finding names the activity that changed it', async () => {
    for (const vendor of new Set(CHANGES.map(change => change.vendor))) {
      const { authKind, config, credentials } = company.vendors[vendor]
      const input = { connector: vendor, name: vendor, config, authKind, credentials, idempotencyKey: vendor }
      const { connectApp } = await ask<{ connectApp: { userErrors: object[] } }>(
        stack,
        'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { userErrors { message } } }',
        { input },
      )
      expect(connectApp.userErrors).toEqual([])
    }
    const before = await eventually('the first scan', read, seen => CHANGES.every(({ control }) => seen.has(control)))
    const from = new Date().toISOString()
    for (const change of CHANGES) make(company, change)
    const apps = new Set([...before.values()].map(({ app }) => app.id))
    // The second scan may well see the settings before the vendors tell of the activities.
    for (const app of apps) await ask(stack, `mutation { assessApp(input: { id: "${app}" }) { controls } }`)
    const after = new Map<string, Finding>()
    await eventually(
      'every finding with its activity',
      async () => {
        for (const [control, finding] of await read()) after.set(control, finding)
        return CHANGES.map(({ control }) => after.get(control)!).filter(({ changedBy }) => !changedBy)
      },
      unnamed => unnamed.length === 0,
      60_000,
    )
    for (const { control, action } of CHANGES)
      expect({ control, by: after.get(control)!.changedBy?.vendorAction }).toEqual({ control, by: action })
    const others = [...after.values()].filter(({ control }) => CHANGES.every(change => change.control !== control.id))
    expect(others.filter(({ changedBy }) => changedBy)).toEqual([])

    // Every point of the difference has its cause, and every finding of it somebody who did it.
    const { scoreChange } = await ask<{ scoreChange: ScoreChange }>(
      stack,
      `query ($from: DateTime!, $to: DateTime!) { scoreChange(from: $from, to: $to) { from { percent points } to { percent points }
         causes { kind percent changes { finding { control { id } } points changedBy { vendorAction } } } } }`,
      { from, to: new Date().toISOString() },
    )
    const percent = Object.fromEntries(scoreChange.causes.map(cause => [cause.kind, cause.percent]))
    const difference = scoreChange.to.percent - scoreChange.from.percent
    expect(difference).not.toBe(0)
    expect(percent.SETTINGS! + percent.COVERAGE!).toBeCloseTo(difference, 6)
    expect([percent.CATALOGUE, percent.EXCEPTIONS]).toEqual([0, 0])
    const changes = scoreChange.causes.flatMap(cause => cause.changes)
    // Where nothing is left that a control could judge, that is its coverage.
    expect(changes.map(each => [each.finding.control.id, each.changedBy?.vendorAction]).sort()).toEqual(
      CHANGES.map(({ control, action }) => [control, action]).sort(),
    )
    const points = changes.reduce((sum, each) => sum + each.points, 0)
    expect(points).toBeCloseTo(scoreChange.to.points - scoreChange.from.points, 1)
    const { from: earlier, to: later } = scoreChange
    console.info(`from ${earlier.percent} to ${later.percent} percent by ${changes.length} settings`)
  }, 120_000)

  const cited = async () => {
    const { alerts } = await ask<{
      alerts: { edges: { node: { activities: { edges: { node: { id: string } }[] } } }[] }
    }>(
      stack,
      '{ alerts(filter: { policyKind: [POSTURE] }) { edges { node { activities(first: 5) { edges { node { id } } } } } } }',
    )
    return alerts.edges.flatMap(({ node }) => node.activities.edges.map(edge => edge.node.id))
  }

  it('raise alerts where they come to fail, which cite the activity, also when it was told of after the scan', async () => {
    const seen = await read()
    const regressions = ['github/base-permission', 'github/workflow-token', 'aws/root-secured']
    const wanted = regressions.map(control => seen.get(control)!.changedBy!.id)
    await eventually('their alerts', cited, ids => wanted.every(id => ids.includes(id)), 20_000)
  }, 30_000)

  it('make a finding and an alert without any scan in between', async () => {
    const control = 'aws/trail-logging'
    const trails = (company.vendors.aws.settings.trails as object[]).map(trail => ({ ...trail, IsLogging: false }))
    make(company, { vendor: 'aws', control, action: 'cloudtrail:StopLogging', settings: { trails } })
    const seen = await eventually('the finding', read, findings => findings.get(control)?.status === 'FAIL', 60_000)
    const { changedBy } = seen.get(control)!
    expect(changedBy).toMatchObject({ vendorAction: 'cloudtrail:StopLogging' })
    await eventually('the alert', cited, ids => ids.includes(changedBy!.id), 20_000)
  }, 90_000)
})

let serial = 0

/** Changes a vendor's settings, and has its log tell of that. */
function make(company: DemoCompany, { vendor, action, settings }: Change): void {
  const at = company.vendors[vendor]
  for (const [name, value] of Object.entries(settings)) {
    const was = at.settings[name]
    if (typeof value === 'function') at.settings[name] = value(was)
    else at.settings[name] = Array.isArray(value) || !was ? value : { ...was, ...(value as object) }
  }
  const [account] = at.accounts
  const id = `d21f0000-0000-4000-8000-${String(++serial).padStart(12, '0')}`
  const now = new Date().toISOString()
  if (vendor === 'okta')
    at.emit([
      {
        uuid: id,
        published: now,
        eventType: action,
        version: '0',
        severity: 'INFO',
        displayMessage: action,
        actor: { id: account!.id, type: 'User', alternateId: account!.email, displayName: account!.name },
        outcome: { result: 'SUCCESS' },
        target: [],
      },
    ])
  else if (vendor === 'github')
    at.emit([
      {
        '@timestamp': Date.now(),
        created_at: Date.now(),
        _document_id: id,
        action,
        actor: account!.login,
        org: at.config.org,
      },
    ])
  else {
    const [service, name] = action.split(':')
    const record = { eventVersion: '1.11', eventID: id, eventName: name, eventSource: `${service}.amazonaws.com` }
    const where = { eventTime: `${now.slice(0, 19)}Z`, awsRegion: 'us-east-1', sourceIPAddress: '203.0.113.9' }
    const userIdentity = { type: 'IAMUser', userName: account!.login, principalId: 'AIDAEXAMPLE', accountId: '1' }
    at.emit([{ ...record, ...where, userIdentity, readOnly: false, eventType: 'AwsApiCall' }], 'us-east-1')
  }
}
