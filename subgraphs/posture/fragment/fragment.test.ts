import type { RawFragment } from '@casbah/kit'
import { APP, check, openPosture, result, type Anything } from '../testing.ts'

let posture: Awaited<ReturnType<typeof openPosture>>
beforeAll(async () => {
  posture = await openPosture()
})
beforeEach(async () => {
  await posture.reset()
})
afterAll(() => posture.close())

const raw = (read: string, body: unknown, more: Partial<RawFragment> = {}): RawFragment => ({
  read,
  endpoint: `GET acme.test/${read}`,
  at: Date.parse('2026-01-01T00:00:00Z'),
  hash: 'aa',
  body,
  truncated: false,
  ...more,
})
const judgedBy = (control: string, ...reads: string[]) => ({
  ...result(control, 'PASS'),
  evidence: reads.map(read => ({ read, endpoint: `GET acme.test/${read}`, time: 1, hash: 'aa', values: {} })),
})

/** Bodies by finding and read. */
async function shown(tenant = 'acme') {
  const { data, errors } = await posture.ask(
    '{ findings { edges { node { control { id } fragments { read endpoint at hash body truncated } } } } }',
    {},
    tenant,
  )
  expect(errors).toBeUndefined()
  return Object.fromEntries(
    data.findings.edges.map(({ node }: Anything) => [node.control.id, node.fragments]),
  ) as Record<string, Anything[]>
}

describe('raw fragments', () => {
  beforeEach(async () => {
    await posture.controls([check('mfa', 10), check('sso', 5)])
    await posture.app()
  })

  it('are those that the finding was judged by, in their order', async () => {
    const fragments = [
      raw('users', [{ id: 'a\u0000b' }]),
      raw('policies', 'cut', { truncated: true }),
      raw('other', {}),
    ]
    await posture.assess(
      [judgedBy('mfa', 'policies', 'users'), judgedBy('sso')],
      '2026-01-01T00:00:00Z',
      'acme',
      APP,
      fragments,
    )
    expect(await shown()).toEqual({
      'okta/mfa': [
        {
          read: 'policies',
          endpoint: 'GET acme.test/policies',
          at: '2026-01-01T00:00:00.000Z',
          hash: 'aa',
          body: 'cut',
          truncated: true,
        },
        expect.objectContaining({ read: 'users', body: [{ id: 'a\u0000b' }], truncated: false }),
      ],
      'okta/sso': [],
    })
  })

  it('are replaced by the next, those that were not read again stay', async () => {
    await posture.assess([judgedBy('mfa', 'a', 'b')], '2026-01-01T00:00:00Z', 'acme', APP, [raw('a', 1), raw('b', 1)])
    await posture.assess([judgedBy('mfa', 'a', 'b')], '2026-01-02T00:00:00Z', 'acme', APP, [raw('a', 2)])
    expect((await shown())['okta/mfa']!.map(({ body }) => body)).toEqual([2, 1])
  })

  it('are of one tenant, and go with the app', async () => {
    await posture.app('globex')
    await posture.assess([judgedBy('mfa', 'a')], '2026-01-01T00:00:00Z', 'globex', APP, [raw('a', 'theirs')])
    await posture.assess([judgedBy('mfa', 'a')], '2026-01-01T00:00:00Z', 'acme', APP, [raw('a', 'ours')])
    const bodies = async (tenant: string) => (await shown(tenant))['okta/mfa']?.map(({ body }) => body)
    expect([await bodies('acme'), await bodies('globex')]).toEqual([['ours'], ['theirs']])
    await posture.app('acme', { state: 'DISCONNECTED', deletedData: true })
    const { rows } = await posture.db.system.query('select tenant from posture.fragment')
    expect(rows).toEqual([{ tenant: 'globex' }])
  })

  it('are none for an assessment that was told before answers were kept', async () => {
    await posture.feed('acme', 'assessment.done', [
      { app: APP, connector: 'okta', at: Date.parse('2026-01-01T00:00:00Z'), results: [result('mfa', 'PASS')] },
    ])
    expect(await shown()).toEqual({ 'okta/mfa': [] })
  })
})
