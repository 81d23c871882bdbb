import { defineCheck, defineConnector, defineStream, type Check, type Connector, type PolledStream } from '@casbah/sdk'
import { z } from 'zod'
import { createOkta } from '../vendors/okta.ts'
import { trialsOf } from './index.ts'
import type { Fixtures } from './fixtures.ts'
import { person } from './person.ts'

/** The kit judges others, so it is judged here: a good connector passes it, and each kind of mistake is found by the trial for it. */
const row = z.looseObject({ uuid: z.string(), eventType: z.string() })

function connector(
  stream: Partial<PolledStream> = {},
  check: Partial<Check> = {},
  card: Partial<Connector['card']> = {},
  reads: Connector['reads'] = {},
) {
  return defineConnector({
    card: {
      slug: 'okta',
      name: 'Okta',
      vendor: 'Okta',
      config: z.object({ domain: z.string().describe('Domain of the organisation.') }),
      baseUrl: 'https://{domain}',
      hosts: ['{domain}'],
      auth: [
        {
          name: 'api-token',
          title: 'API token',
          instructions: 'In the admin console open Security, API, Tokens and create a token.',
          fields: [{ name: 'token', title: 'Token', secret: true }],
          scheme: { type: 'header', header: 'authorization', value: 'SSWS {token}' },
        },
      ],
      limits: [],
      scopes: [{ scope: 'logs', reason: 'Reads the log.' }],
      probe: () => ({ path: '/api/v1/org' }),
      ...card,
    },
    streams: [
      {
        ...defineStream<z.infer<typeof row>>({
          name: 'log',
          description: 'The log.',
          row,
          request: ({ since, until }) => ({ path: '/api/v1/logs', query: { since, until, limit: 1000 } }),
          rows: '',
          page: { style: 'link', keepLast: true },
          order: 'arrival',
          time: 'published',
          id: { field: 'uuid' },
          intervalSeconds: 1,
          delaySeconds: null,
          retentionDays: 90,
          scopes: ['logs'],
          toActivities: ({ eventType }) => [{ vendorAction: eventType, outcome: 'SUCCESS' }],
        }),
        ...stream,
      },
    ],
    coverage: { unknown: 'Okta lists its event types on pages that no program could count.' },
    vocabulary: { 'user.session.start': ['user.login', 3002, 1] },
    inventory: {
      accounts: [
        {
          name: 'users',
          row: z.looseObject({ id: z.string() }),
          request: () => ({ path: '/api/v1/users', query: { limit: 200 } }),
          rows: '',
          page: { style: 'link' },
          scopes: ['logs'],
          toAccount: (user: unknown) => ({ externalId: (user as { id: string }).id, status: 'ACTIVE' }),
        },
      ],
    },
    reads: { threats: { request: () => ({ path: '/api/v1/threats/configuration' }), scope: 'logs' }, ...reads },
    checks: [
      {
        ...defineCheck({
          name: 'threats',
          title: 'Threats are blocked',
          description: 'Watching an attack does not stop it.',
          severity: 'HIGH',
          category: 'alerting',
          points: 5,
          reads: ['threats'],
          remediation: 'Choose to log and enforce.',
          judge: ({ threats }) => {
            const action = (threats as { action?: string } | null | undefined)?.action
            if (action === undefined) return { status: 'CANNOT_TELL', message: 'Nothing was said.' }
            return { status: action === 'block' ? 'PASS' : 'FAIL', message: `It is ${action}.` }
          },
        }),
        ...check,
      },
    ],
    actions: [],
  })
}

const fixtures: Fixtures = {
  folder: import.meta.dirname + '/none',
  vendor: ({ now, pageRows }) =>
    createOkta({
      domain: 'acme.okta.com',
      token: 'secret-of-acme',
      now,
      ...(pageRows && { pageRows }),
      accounts: [person('00uada')],
      settings: { threats: { action: 'block' } },
    }),
  streams: {
    log: {
      marker: 'uuid',
      row: (index, time) => ({
        uuid: `event-${index}`,
        published: new Date(time).toISOString(),
        eventType: 'user.session.start',
        version: '0',
      }),
    },
  },
  accounts: [{ externalId: '00uada', status: 'ACTIVE' }],
  checks: { threats: { fail: vendor => void (vendor.settings.threats = { action: 'none' }) } },
  actions: {},
}

async function failures(tried: Connector, only?: RegExp): Promise<string[]> {
  const failed: string[] = []
  for (const trial of trialsOf(tried, fixtures, [1])) {
    if (trial.name.startsWith('imports') || (only && !only.test(trial.name))) continue
    await trial.run().catch((error: Error) => failed.push(`${trial.section}: ${trial.name}: ${error.message}`))
  }
  return failed
}

describe('the contract kit', () => {
  it('passes a good connector', async () => expect(await failures(connector())).toEqual([]), 60_000)

  it.each([
    ['loses rows of later pages', connector({ page: { style: 'none' }, order: 'ascending' }), /host dies/, 'is lost'],
    [
      'passes what it does not know',
      connector({}, { judge: () => ({ status: 'PASS', message: '' }) }),
      /never pass/,
      'passes on',
    ],
    [
      'never fails',
      connector({}, { judge: () => ({ status: 'PASS', message: '' }) }),
      /well kept/,
      'Ill kept it is PASS',
    ],
    [
      'takes a read for good that it has not looked at',
      connector(
        {},
        { reads: ['threats', 'more'] },
        {},
        { more: { request: () => ({ path: '/api/v1/org' }), scope: 'org' } },
      ),
      /never passes when/,
      'When "more" answers {}, "threats" is PASS',
    ],
    [
      'asks for a right that nothing needs',
      connector({}, {}, { scopes: [{ scope: 'all', reason: 'Everything.' }] }),
      /right/,
      '"all"',
    ],
    [
      'waits for an action that is not in its vocabulary',
      connector({}, { touchedBy: ['user.session.*', 'threat.update'] }),
      /touched/,
      'The check "threats" is touched by "threat.update"',
    ],
    ['asks a wrong path', connector({}, {}, { probe: () => ({ path: '/api/v1/nothing' }) }), /probe/, '404'],
  ])(
    'finds a connector that %s',
    async (_, bad, only, sentence) => {
      expect((await failures(bad, only)).join('\n')).toContain(sentence)
    },
    90_000,
  )
})
