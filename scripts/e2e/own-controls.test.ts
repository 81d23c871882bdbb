import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startReplayServer, type ReplayServer } from '@casbah/testkit'
import { createDemoCompany } from '@casbah/testkit/demo'
import { ask, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

const GUIDE = join(import.meta.dirname, '../../../docs/guides/posture.md')

interface Finding {
  status: string
  message: string
  points: number
  control: { id: string }
  app: { id: string }
  fragments: { read: string }[]
}

/** What the guide tells to send, of its chapter on own controls. */
async function examples(): Promise<string[]> {
  const chapter = (await readFile(GUIDE, 'utf8')).split('\n## ').find(each => each.startsWith('Own controls\n'))!
  return [...chapter.matchAll(/```graphql\n([^]*?)```/g)].map(([, text]) => text!)
}

describe('the own controls of the guide', () => {
  let replay: ReplayServer
  let stack: StackProcess
  let tidy: () => Promise<void>
  const company = createDemoCompany({ seed: 'own', name: 'Acme', domain: 'acme.example', size: 12 })

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const database = await createStackDatabase()
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

  const own = async () => {
    const { findings } = await ask<{ findings: { edges: { node: Finding }[] } }>(
      stack,
      '{ findings(first: 500) { edges { node { status message points app { id } control { id } fragments { read } } } } }',
    )
    return findings.edges.map(({ node }) => node).filter(({ control }) => control.id.startsWith('own/'))
  }

  it('judge what Okta and GitHub answer, before and after their settings change', async () => {
    for (const vendor of ['okta', 'github'] as const) {
      const { authKind, config, credentials } = company.vendors[vendor]
      const input = { connector: vendor, name: vendor, config, authKind, credentials, idempotencyKey: vendor }
      const { connectApp } = await ask<{ connectApp: { userErrors: object[] } }>(
        stack,
        'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { userErrors { message } } }',
        { input },
      )
      expect(connectApp.userErrors).toEqual([])
    }
    const assessed = '{ findings(first: 500) { edges { node { control { id } } } } }'
    await eventually(
      'the first scan',
      () => ask<{ findings: { edges: { node: { control: { id: string } } }[] } }>(stack, assessed),
      ({ findings }) =>
        ['okta/password-length', 'github/base-permission'].every(id =>
          findings.edges.some(({ node }) => node.control.id === id),
        ),
    )
    const told = await examples()
    expect(told).toHaveLength(2)
    for (const mutation of told) {
      const { createControl } = await ask<{ createControl: { userErrors: object[] } }>(stack, mutation)
      expect(createControl.userErrors).toEqual([])
    }
    const before = await own()
    expect(before.sort((a, b) => (a.control.id < b.control.id ? -1 : 1))).toEqual([
      expect.objectContaining({
        control: { id: 'own/github/private-stays-private' },
        status: 'PASS',
        points: 6,
        fragments: [{ read: 'organization' }],
        message:
          '"organization" is as the rule expects: members_can_fork_private_repositories is false, web_commit_signoff_required is true.',
      }),
      expect.objectContaining({
        control: { id: 'own/okta/lock-after-five' },
        status: 'FAIL',
        points: 0,
        fragments: [{ read: 'passwordPolicies' }],
        message: expect.stringMatching(/^0 of \d+ rows of "passwordPolicies"/),
      }),
    ])
    const { organization } = company.vendors.github.settings as { organization: object }
    Object.assign(organization, { web_commit_signoff_required: false })
    for (const { app } of before) await ask(stack, `mutation { assessApp(input: { id: "${app.id}" }) { controls } }`)
    await eventually('the changed setting', own, findings =>
      findings.some(({ control, status }) => control.id === 'own/github/private-stays-private' && status === 'FAIL'),
    )
  })
})
