import { createTestDatabase } from '@casbah/kit/testing'
import { openOktaOrg, type OktaOrg } from './okta-org.ts'
import { ask, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'

// Somebody changes a setting at the vendor: the control is judged again within a minute, and its finding names who did it.

const FINDING = `{ findings(filter: { control: ["okta/threat-insight-blocks"] }) { edges { node {
  status version changedBy { id vendorAction actor { name } } } } }
  alerts(filter: { policyKind: [POSTURE] }) { edges { node { title activities(first: 5) { edges { node { id } } } } } } }`

interface Seen {
  findings: {
    edges: {
      node: {
        status: string
        version: number
        changedBy: { id: string; vendorAction: string; actor: { name: string } } | null
      }
    }[]
  }
  alerts: { edges: { node: { title: string; activities: { edges: { node: { id: string } }[] } } }[] }
}

describe('a setting that somebody changes', () => {
  let org: OktaOrg
  let stack: StackProcess
  let tidy: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const database = await createTestDatabase()
    org = await openOktaOrg()
    org.vendor.settings.threats = { action: 'block', excludeZones: [] }
    org.noise(5)
    stack = await startStackProcess({ dataDir: folder.path, databaseUrl: database.url, routes: org.replay.routes })
    tidy = async () => {
      await stack.stop()
      await org.replay.close()
      await database.drop()
      await folder.remove()
    }
  }, 60_000)
  afterAll(() => tidy())

  it('has its control judged within a minute, and the finding and its alert name the activity', async () => {
    const { authKind, config, credentials } = org.vendor
    const input = { connector: 'okta', name: 'Okta', config, authKind, credentials, idempotencyKey: 'connect' }
    const { connectApp } = await ask<{ connectApp: { userErrors: object[] } }>(
      stack,
      'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { userErrors { message } } }',
      { input },
    )
    expect(connectApp.userErrors).toEqual([])
    const seen = () => ask<Seen>(stack, FINDING)
    await eventually('the first finding', seen, ({ findings }) => findings.edges[0]?.node.status === 'PASS')
    const begun = Date.now()
    org.vendor.settings.threats = { action: 'none', excludeZones: [] }
    org.did('security.threat.configuration.update', 3)
    const { findings } = await eventually(
      'the finding with its activity',
      seen,
      ({ findings: { edges } }) => edges[0]?.node.status === 'FAIL' && edges[0].node.changedBy !== null,
      60_000,
    )
    expect(Date.now() - begun).toBeLessThan(60_000)
    const { changedBy } = findings.edges[0]!.node
    expect(changedBy).toMatchObject({
      vendorAction: 'security.threat.configuration.update',
      actor: { name: 'Person 3' },
    })
    const { alerts } = await eventually('an alert that cites it', seen, ({ alerts: { edges } }) =>
      edges.some(({ node }) => node.activities.edges.length > 0),
    )
    expect(alerts.edges[0]!.node.activities.edges).toEqual([{ node: { id: changedBy!.id } }])
  }, 120_000)
})
