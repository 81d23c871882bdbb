import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ALL_TENANT_SCOPES, APPS, createToken, seedTenant } from '@casbah/apps'
import { createGateway, httpDoor } from '@casbah/gateway'
import { createLogger, deriveKey, listenSubgraph, openSubgraph, Wake } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { lookUp } from '../stack/all-in-one.ts'
import { prepareDatabase } from '../stack/database.ts'
import { ask, eventually } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

// An administrator connects an app by consent: the console's mutation, the vendor's page, the browser's way back through the gateway.

const SUPERGRAPH = join(import.meta.dirname, '..', '..', '..', 'schema', 'supergraph.graphql')

/** A connector for a vendor that is signed in to by consent, as a package of its own. */
async function connectorFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'consent-'))
  const manifest = {
    name: 'connector-door',
    version: '1.0.0',
    type: 'module',
    casbah: { protocol: 1, entry: './index.js' },
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(
    join(folder, 'index.js'),
    `import { defineConnector } from ${JSON.stringify(import.meta.resolve('@casbah/sdk'))}
import { z } from ${JSON.stringify(import.meta.resolve('zod'))}
export default defineConnector({
  card: {
    slug: 'door', name: 'Door', vendor: 'Door, Inc.', config: z.object({}),
    baseUrl: 'https://api.door.example', hosts: ['api.door.example'],
    auth: [{
      name: 'oauth', title: 'Consent', instructions: '', fields: [{ name: 'clientId', title: 'Client id', secret: false }],
      scheme: {
        type: 'authorizationCode', authorizeUrl: 'https://login.door.example/', tokenUrl: 'https://api.door.example/token',
        client: { by: 'none', id: '{clientId}' },
      },
    }],
    limits: [], scopes: [], probe: () => ({ path: '/me' }),
  },
  streams: [], vocabulary: {}, inventory: { accounts: [] }, reads: {}, checks: [], actions: [],
})
`,
  )
  return folder
}

/** The vendor: a token endpoint that holds the code against its challenge, and one address that wants the token. */
async function openVendor() {
  const challenges = new Map<string, string>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      const proved = challenges.get(form.get('code') ?? '') === challenge
      const isAuthorised = request.headers.authorization === 'Bearer access-1'
      const [status, body] =
        request.url === '/token'
          ? proved
            ? [200, { access_token: 'access-1', refresh_token: 'refresh-1', expires_in: 3600 }]
            : [400, { error: 'invalid_grant' }]
          : [isAuthorised ? 200 : 401, {}]
      response.writeHead(status as number, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The administrator says yes; where his browser is sent. */
    consent(address: string): URL {
      const { searchParams } = new URL(address)
      challenges.set('code-1', searchParams.get('code_challenge') ?? '')
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      back.search = new URLSearchParams({ code: 'code-1', state: searchParams.get('state') ?? '' }).toString()
      return back
    },
    close: () =>
      new Promise(done => {
        server.close(done)
        server.closeAllConnections()
      }),
  }
}

describe.each(['in one process', 'as a service of its own'])('a consent with the apps subgraph %s', way => {
  it('ends at the door of the gateway, and the app is connected', async () => {
    const undo: (() => Promise<unknown>)[] = []
    try {
      const database = await createStackDatabase()
      undo.push(() => database.drop())
      await prepareDatabase(database.url, TEST_KEY)
      const folder = await connectorFolder()
      undo.push(() => rm(folder, { recursive: true }))
      const vendor = await openVendor()
      undo.push(() => vendor.close())
      const wake = new Wake({ acrossProcesses: false })
      undo.push(() => wake.close())
      let publicUrl: string | null = null
      const apps = await openSubgraph(
        APPS,
        { url: database.url, masterKey: TEST_KEY, wake },
        {
          connectorFolders: [folder],
          routes: new Map([['api.door.example', vendor.origin]]),
          hostName: 'test',
          publicUrl: () => publicUrl,
        },
      )
      undo.push(() => apps.stop())
      await seedTenant(apps.db, { id: 'acme', name: 'Acme' })
      const token = await createToken(apps.db, 'acme', {
        name: 'test',
        scopes: [...ALL_TENANT_SCOPES],
        expiresAt: new Date(Date.now() + 3_600_000),
      })
      await apps.start()
      const contextKey = deriveKey(TEST_KEY, 'context')
      const logger = createLogger('test')
      const { name, handle, doors } = apps
      const service = await listenSubgraph({ name, handle, contextKey, doors, ready: apps.ready, port: 0, logger })
      undo.push(() => service.close())
      const door = way === 'in one process' ? doors['/connect/callback']! : httpDoor(service.url)
      const subgraph = way === 'in one process' ? { handle } : { url: service.url }
      const gateway = createGateway({
        supergraphSdl: await readFile(SUPERGRAPH, 'utf8'),
        subgraphs: { apps: subgraph, activities: subgraph, alerts: subgraph, posture: subgraph },
        authenticate: bearer => lookUp(apps, bearer),
        contextKey,
        port: 0,
        logger,
        doors: { '/connect/callback': door },
      })
      undo.push(() => gateway.close())
      const { url } = await gateway.listen()
      const connect = async (called: string) =>
        ask<{
          connectApp: { app: { id: string } | null; consentUrl: string | null; userErrors: { message: string }[] }
        }>(
          { url, token },
          'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { app { id } consentUrl userErrors { message } } }',
          { input: { connector: 'door', name: called, config: {}, authKind: 'oauth', credentials: { clientId: 'c' } } },
        )
      const unsaid = await connect('Nobody said where')
      expect(unsaid.connectApp.userErrors[0]?.message).toContain('CASBAH_PUBLIC_URL')
      publicUrl = new URL('/', url).href

      const { connectApp } = await connect('Door')
      const back = vendor.consent(connectApp.consentUrl!)
      expect(back.href).toContain(`${publicUrl}connect/callback?`)
      const page = await fetch(back)
      expect(page.status).toBe(200)
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(page.headers.get('cache-control')).toBe('no-store')
      expect(await page.text()).toContain('Door is signed in')
      await eventually(
        'the app to be healthy',
        () =>
          ask<{ app: { state: string } }>(
            { url, token },
            'query ($id: ID!) { app(id: $id) { state } }',
            connectApp.app!,
          ),
        ({ app }) => app.state !== 'AWAITING_CONSENT',
      )
      expect((await fetch(back)).status).toBe(404)
    } finally {
      for (const end of undo.reverse()) await end()
    }
  }, 60_000)
})
