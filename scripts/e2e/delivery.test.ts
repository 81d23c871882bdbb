import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SmtpServer } from '@casbah/kit/testing'
import { startReplayServer, type ReplayServer, type VendorAccount } from '@casbah/testkit'
import { createDemoCompany, type DemoCompany } from '@casbah/testkit/demo'
import { ask, eventually, startStackProcess, temporaryFolder, type StackProcess } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

// Alerts on their way out of the running whole: called, mailed and streamed, and none lost when Casbah is started again.

interface Line {
  metadata: { sequence: number }
  unmapped: { casbah: { cursor: string } }
}

describe('alerts on their way out', () => {
  const mail = new SmtpServer()
  const calls: { id: string; type: string; sequence: number }[] = []
  let receiver: Server
  let address: string
  let company: DemoCompany
  let replay: ReplayServer
  let start: () => Promise<StackProcess>
  let stack: StackProcess
  let tidy: () => Promise<void>

  beforeAll(async () => {
    receiver = createServer(async (request, response) => {
      let body = ''
      for await (const piece of request) body += String(piece)
      const { type, data } = JSON.parse(body) as { type: string; data: { sequence: number } }
      calls.push({ id: String(request.headers['webhook-id']), type, sequence: data.sequence })
      response.writeHead(204).end()
    })
    await new Promise<void>(done => receiver.listen(0, '127.0.0.1', done))
    address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
    const smtp = await mail.listen()
    const folder = await temporaryFolder()
    const database = await createStackDatabase()
    company = createDemoCompany({ seed: 'delivery', name: 'Acme', domain: 'acme.example', size: 20 })
    replay = await startReplayServer({ vendors: Object.values(company.vendors) })
    start = () =>
      startStackProcess({
        dataDir: folder.path,
        databaseUrl: database.url,
        routes: replay.routes,
        environment: {
          CASBAH_WEBHOOK_LOOPBACK: 'on',
          SMTP_URL: `smtp://127.0.0.1:${smtp}`,
          MAIL_FROM: 'casbah@acme.example',
        },
      })
    stack = await start()
    tidy = async () => {
      await stack.stop()
      await replay.close()
      await database.drop()
      await folder.remove()
      await mail.close()
      receiver.closeAllConnections()
      await new Promise(done => receiver.close(done))
    }
    const { authKind, config, credentials } = company.vendors.okta
    const input = { connector: 'okta', name: 'Okta', config, authKind, credentials }
    await ask(stack, 'mutation ($input: ConnectAppInput!) { connectApp(input: $input) { userErrors { message } } }', {
      input,
    })
    await eventually(
      'accounts',
      () => ask<{ accounts: { totalCount: number } }>(stack, '{ accounts { totalCount } }'),
      ({ accounts }) => accounts.totalCount >= 20,
      60_000,
    )
  }, 120_000)
  afterAll(() => tidy())

  const lines = async (query: string): Promise<Line[]> => {
    const response = await fetch(new URL(`/export/alerts.ocsf.ndjson?${query}`, stack.url), {
      headers: { authorization: `Bearer ${stack.token}` },
    })
    expect(response.status).toBe(200)
    const text = await response.text()
    return text
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Line)
  }

  it('reach webhook, mailbox and SIEM within seconds, and go on after a restart', async () => {
    const { upsertWebhook } = await ask<{ upsertWebhook: { webhook: { id: string }; userErrors: object[] } }>(
      stack,
      'mutation ($input: WebhookInput!) { upsertWebhook(input: $input) { webhook { id } userErrors { message } } }',
      { input: { name: 'Hook', url: address } },
    )
    expect(upsertWebhook.userErrors).toEqual([])
    const { createPolicy } = await ask<{ createPolicy: { userErrors: object[] } }>(
      stack,
      'mutation ($input: CreatePolicyInput!) { createPolicy(input: $input) { userErrors { message path } } }',
      {
        input: {
          name: 'Guessing',
          kind: 'ACTIVITY',
          enabled: true,
          definition: {
            filter: { action: { in: ['user.login'] }, outcome: ['FAILURE'] },
            count: 5,
            windowSeconds: 600,
          },
          responses: [{ webhook: upsertWebhook.webhook.id }, { email: 'soc@acme.example' }],
        },
      },
    )
    expect(createPolicy.userErrors).toEqual([])
    const began = Date.now()
    company.vendors.okta.emit(failures(company.vendors.okta.accounts[0]!))
    await eventually(
      'the first call',
      async () => calls,
      found => found.length === 1,
    )
    await eventually(
      'the first mail',
      async () => mail.recipients,
      found => found.length === 1,
    )
    console.info(`from event to call and mail: ${Date.now() - began} ms`)
    expect(calls[0]!.type).toBe('alert.raised')
    const told = await lines('')
    const { cursor } = told.at(-1)!.unmapped.casbah

    await stack.stop()
    company.vendors.okta.emit(failures(company.vendors.okta.accounts[1]!))
    stack = await start()
    await eventually(
      'the call after the restart',
      async () => calls,
      found => found.length === 2,
      60_000,
    )
    await eventually(
      'the mail after the restart',
      async () => mail.recipients,
      found => found.length === 2,
    )
    const more = await lines(`after=${cursor}`)
    expect(more[0]!.metadata.sequence).toBe(told.at(-1)!.metadata.sequence + 1)
    expect(more.map(line => line.metadata.sequence)).toContain(calls[1]!.sequence)
    expect(new Set(calls.map(call => call.id)).size).toBe(2)
  }, 180_000)

  it('are streamed as they come', async () => {
    const over = new AbortController()
    const response = await fetch(new URL('/export/alerts.ocsf.ndjson?follow=true', stack.url), {
      headers: { authorization: `Bearer ${stack.token}` },
      signal: over.signal,
    })
    const seen: Line[] = []
    const reading = (async () => {
      let rest = ''
      for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
        const parts = (rest + piece).split('\n')
        rest = parts.pop()!
        seen.push(...parts.filter(Boolean).map(line => JSON.parse(line) as Line))
      }
    })().catch(() => undefined)
    await eventually(
      'what was',
      async () => seen,
      found => found.length >= 2,
    )
    const before = seen.length
    company.vendors.okta.emit(failures(company.vendors.okta.accounts[2]!))
    await eventually(
      'what comes',
      async () => seen,
      found => found.length > before,
    )
    over.abort()
    await reading
    const steps = seen.map(line => line.metadata.sequence)
    expect(steps).toEqual(Array.from(steps, (_, n) => n + 1))
  }, 60_000)
})

let serial = 0

/** Five refused passwords within a moment. */
function failures({ id, email, name }: VendorAccount): object[] {
  return Array.from({ length: 5 }, () => ({
    uuid: `de110000-0000-4000-8000-${String(++serial).padStart(12, '0')}`,
    published: new Date().toISOString(),
    eventType: 'user.session.start',
    version: '0',
    severity: 'WARN',
    displayMessage: 'User login to Okta',
    actor: { id, type: 'User', alternateId: email, displayName: name },
    client: { ipAddress: '203.0.113.9' },
    outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
    target: [],
  }))
}
