import { defineCheck, judgeTally, type Check, type Connector } from '@casbah/sdk'
import type { Fragment } from './assessment/fragment.ts'
import { z } from 'zod'
import { startFakeVendor, type Answer } from './testing/fake-vendor.ts'
import { app, testConnector, testHost } from './testing/test-connector.ts'

/** A connector that reads one thing for each of a list of buckets, and judges all of them. */
function bucketConnector(): Connector {
  return {
    ...testConnector(),
    reads: {
      buckets: { request: () => ({ path: '/buckets' }), rows: 'names', scope: 'list' },
      policies: {
        each: 'buckets',
        request: (_, { parent }) => ({ path: `/policy/${String(parent)}` }),
        scope: 'policy',
        answers: [404],
      },
    },
    checks: [
      defineCheck({
        name: 'closed',
        title: 'Closed',
        description: '',
        severity: 'LOW',
        category: 'public',
        points: 1,
        reads: ['policies'],
        remediation: '',
        judge: ({ policies }) => {
          const all = policies as { parent: string; value: { open?: boolean; status?: number } }[]
          const subjects = all.map(({ parent, value }) => ({ name: parent, passed: !value.open, resource: parent }))
          const without = all.filter(({ value }) => value.status === 404).length
          return { status: 'PARTIAL', message: `${all.length} buckets, ${without} without a policy.`, subjects }
        },
      }),
    ],
  }
}

async function judge(answer: (path: string) => Answer) {
  const vendor = await startFakeVendor(url => answer(url.pathname.replace('/v1', '')))
  const { host } = testHost(bucketConnector(), { routes: vendor.routes })
  try {
    const [result] = await host.assess(app())
    return { ...result!, asked: vendor.requests.map(({ url }) => url.pathname) }
  } finally {
    await host.close()
    await vendor.close()
  }
}

describe('a read for each row of another', () => {
  it('gives the check every parent with its value, in order', async () => {
    const result = await judge(path =>
      path === '/buckets'
        ? { body: { names: ['a', 'b', 'c'] } }
        : path === '/policy/c'
          ? { status: 404, body: {} }
          : { body: { open: path === '/policy/b' } },
    )
    expect(result).toMatchObject({
      status: 'PARTIAL',
      message: '3 buckets, 1 without a policy.',
      subjects: [
        { name: 'a', passed: true, resource: 'a' },
        { name: 'b', passed: false, resource: 'b' },
        { name: 'c', passed: true, resource: 'c' },
      ],
      evidence: [
        { read: 'policies', endpoint: 'GET acme.vendor.test/v1/policy/a', hash: expect.stringMatching(/^\w{64}$/) },
      ],
    })
    expect(result.asked).toEqual(['/v1/buckets', '/v1/policy/a', '/v1/policy/b', '/v1/policy/c'])
  })

  it('cannot tell when one of them is refused', async () => {
    const result = await judge(path => (path === '/policy/b' ? { status: 403 } : { body: { names: ['a', 'b'] } }))
    expect(result.status).toBe('CANNOT_TELL')
    expect(result.message).toContain('it needs policy')
  })

  it('cannot tell about more than five thousand, and asks for none of them', async () => {
    const names = Array.from({ length: 5_001 }, (_, index) => `b${index}`)
    const result = await judge(() => ({ body: { names } }))
    expect(result).toMatchObject({
      status: 'CANNOT_TELL',
      message: 'There are 5001 to look at, more than the 5000 that are judged at once.',
      asked: ['/v1/buckets'],
    })
  })

  it('cannot tell when the list itself is refused', async () => {
    const result = await judge(() => ({ status: 403 }))
    expect(result.status).toBe('CANNOT_TELL')
    expect(result.message).toContain('it needs list')
  })
})

/** What a check of one list says when the list has these rows. */
async function listed(names: string[], check: Partial<Check>) {
  const vendor = await startFakeVendor(() => ({ body: { names } }))
  const connector = bucketConnector()
  const [closed] = connector.checks
  const { host } = testHost(
    { ...connector, checks: [{ ...closed!, reads: ['buckets'], ...check }] },
    { routes: vendor.routes },
  )
  try {
    const [result] = await host.assess(app())
    return result!
  } finally {
    await host.close()
    await vendor.close()
  }
}

describe('what nobody knows', () => {
  const judge = () => ({ status: 'PASS' as const, message: 'All well.' })

  it('does not pass: an empty list may be all that the credentials may see', async () =>
    expect(await listed([], { judge })).toMatchObject({
      status: 'CANNOT_TELL',
      message: expect.stringContaining(
        'listed nothing under "buckets", which tells nothing: see whether the credentials have list',
      ),
    }))

  it('passes where the check says that an empty list is an answer', async () =>
    expect(await listed([], { judge, emptyPasses: ['buckets'] })).toMatchObject({ status: 'PASS' }))

  it('fails for all that', async () =>
    expect(await listed([], { judge: () => ({ status: 'FAIL', message: 'None.' }) })).toMatchObject({ status: 'FAIL' }))

  it('is looked at by people where no API tells, and nothing is asked', async () =>
    expect(await listed([], { reads: [], judge: undefined })).toMatchObject({
      status: 'MANUAL',
      message: expect.stringContaining('tells whether this is so: Closed. Look in its console'),
      evidence: [],
    }))
})

describe('the raw answers', () => {
  it('are told once for each read, however many checks name it, with the time and hash of the evidence', async () => {
    const vendor = await startFakeVendor(url =>
      url.pathname.endsWith('/buckets') ? { body: { names: ['a', 'b'] } } : { status: 404, body: { why: 'none' } },
    )
    const connector = bucketConnector()
    const [closed] = connector.checks
    const { host } = testHost(
      { ...connector, checks: [closed!, { ...closed!, name: 'again' }] },
      { routes: vendor.routes },
    )
    try {
      const told: Fragment[] = []
      const results = await host.assess(app(), undefined, { onFragment: one => void told.push(one) })
      const none = { status: 404, body: { why: 'none' } }
      expect(told.map(({ read, body, truncated }) => ({ read, body, truncated }))).toEqual([
        { read: 'buckets', body: ['a', 'b'], truncated: false },
        {
          read: 'policies',
          body: [
            { parent: 'a', value: none },
            { parent: 'b', value: none },
          ],
          truncated: false,
        },
      ])
      const { endpoint, at: time, hash } = told[1]!
      expect(results.map(({ evidence }) => evidence)).toEqual(
        Array(2).fill([{ read: 'policies', endpoint, time, hash }]),
      )
    } finally {
      await host.close()
      await vendor.close()
    }
  })

  it('say so when they broke off', async () => {
    const link = { link: '<https://acme.vendor.test/v1/buckets?page=2>; rel="next"' }
    const vendor = await startFakeVendor(url =>
      url.searchParams.has('page') ? { status: 403 } : { body: { names: ['a'] }, headers: link },
    )
    const connector = bucketConnector()
    const buckets = { ...connector.reads.buckets!, page: { style: 'link' as const } }
    const checks = connector.checks.map(check => ({ ...check, reads: ['buckets'] }))
    const { host } = testHost({ ...connector, reads: { buckets }, checks }, { routes: vendor.routes })
    try {
      const told: Fragment[] = []
      const [result] = await host.assess(app(), undefined, { onFragment: one => void told.push(one) })
      expect(result!.status).toBe('CANNOT_TELL')
      expect(told).toEqual([expect.objectContaining({ read: 'buckets', body: ['a'], truncated: true })])
    } finally {
      await host.close()
      await vendor.close()
    }
  })

  it('are none where the vendor refused', async () => {
    const vendor = await startFakeVendor(() => ({ status: 403 }))
    const { host } = testHost(bucketConnector(), { routes: vendor.routes })
    try {
      const told: Fragment[] = []
      await host.assess(app(), undefined, { onFragment: one => void told.push(one) })
      expect(told).toEqual([])
    } finally {
      await host.close()
      await vendor.close()
    }
  })
})

describe('a list that is judged row by row', () => {
  const PAGES = 4
  const ROWS = 6_000

  /** Rows of which every second is open, in pages; some are null or of no business of the check. */
  function rowConnector(checks: Partial<Check>[] = [{}]): Connector {
    const connector = bucketConnector()
    return {
      ...connector,
      reads: {
        ...connector.reads,
        rows: {
          request: (_, { cursor }) => ({ path: '/rows', query: { cursor } }),
          rows: 'rows',
          page: { style: 'bodyCursor', field: 'next' },
          scope: 'list',
        },
        limits: { request: () => ({ path: '/limits' }), scope: 'limits' },
      },
      checks: checks.map((check, index) =>
        defineCheck({
          ...connector.checks[0]!,
          name: `rows-${index}`,
          reads: ['rows', 'limits'],
          each: 'rows',
          judgeRow: (row, { limits }) => {
            const { id } = row as { id: number }
            if (id % 3 === 0) return null
            return { name: `r${id}`, passed: id % 2 === (limits as { odd: number }).odd }
          },
          judge: ({ rows }) => judgeTally(rows, { say: (passing, all) => `${passing} of ${all}.`, none: 'None.' }),
          ...check,
        }),
      ),
    }
  }

  async function judgeRowsOf(
    connector: Connector,
    {
      rows = (page: number): unknown[] => Array.from({ length: ROWS }, (_, n) => ({ id: page * ROWS + n })),
      last = {} as Answer,
      signal = undefined as AbortSignal | undefined,
    } = {},
  ) {
    const vendor = await startFakeVendor(url => {
      if (url.pathname.endsWith('/limits')) return { body: { odd: 1 } }
      const page = Number(url.searchParams.get('cursor') ?? 0)
      if (page === PAGES - 1 && last.status) return last
      return { body: { rows: rows(page), next: page < PAGES - 1 ? String(page + 1) : undefined } }
    })
    const { host } = testHost(connector, { routes: vendor.routes })
    const fragments: Fragment[] = []
    try {
      const results = await host.assess(app(), undefined, {
        onFragment: one => void fragments.push(one),
        ...(signal && { signal }),
      })
      const asked = vendor.requests.map(({ url }) => url.pathname.replace('/v1/', '') + url.search)
      return { results, fragments, asked }
    } finally {
      await host.close()
      await vendor.close()
    }
  }

  it('counts all, names at most ten thousand that do not pass, and asks for each page once for all checks', async () => {
    const { results, asked, fragments } = await judgeRowsOf(
      rowConnector([
        {},
        { judgeRow: () => null },
        { judgeRow: row => ({ name: '', passed: (row as { id: number }).id >= 0 }) },
      ]),
    )
    const [some, none, all] = results
    expect(some).toMatchObject({
      status: 'PARTIAL',
      message: '8000 of 16000.',
      counts: { failing: 8_000, evaluated: 16_000 },
    })
    expect(some!.subjects.length).toBe(8_000)
    expect(some!.subjects[0]).toEqual({ name: 'r2', passed: false })
    expect(none).toMatchObject({ status: 'NOT_APPLICABLE', message: 'None.', subjects: [] })
    expect(all).toMatchObject({ status: 'PASS', counts: { failing: 0, evaluated: 24_000 }, subjects: [] })
    expect(asked).toEqual(['limits', 'rows', 'rows?cursor=1', 'rows?cursor=2', 'rows?cursor=3'])
    expect(fragments.map(({ read, truncated }) => [read, truncated])).toEqual([
      ['limits', false],
      ['rows', true],
    ])
    expect(some!.evidence.map(({ read }) => read)).toEqual(['limits', 'rows'])
  })

  it('keeps the count where it no longer names', async () => {
    const { results } = await judgeRowsOf(
      rowConnector([{ judgeRow: row => ({ name: String((row as { id: number }).id), passed: false }) }]),
    )
    expect(results[0]).toMatchObject({ status: 'FAIL', counts: { failing: 24_000, evaluated: 24_000 } })
    expect(results[0]!.subjects.length).toBe(10_000)
  })

  it('finds the same where another check needs the whole list', async () => {
    const whole: Partial<Check> = {
      each: undefined,
      judgeRow: undefined,
      reads: ['rows'],
      judge: ({ rows }) => ({ status: 'FAIL', message: `${(rows as unknown[]).length}` }),
    }
    const { results, asked } = await judgeRowsOf(rowConnector([{}, whole]))
    expect(results.map(({ message }) => message)).toEqual(['8000 of 16000.', '24000'])
    expect(results[0]!.counts).toEqual({ failing: 8_000, evaluated: 16_000 })
    expect(asked.length).toBe(5)
  })

  it.each<[string, Partial<Check>, Parameters<typeof judgeRowsOf>[1], string, RegExp]>([
    ['a page is refused', {}, { last: { status: 403 } }, 'CANNOT_TELL', /it needs list to read GET acme.vendor.test/],
    ['a page is broken', {}, { last: { status: 200, body: '<p>' } }, 'ERROR', /page that cannot be read|no "rows"/],
    [
      'a row cannot be read',
      { judge: () => ({ status: 'PASS', message: '' }) },
      { rows: page => [page === 2 ? null : { id: 1 }] },
      'CANNOT_TELL',
      /^1 of 4 rows under "rows" could not be read/,
    ],
    [
      'there are no rows',
      { judge: () => ({ status: 'PASS', message: '' }) },
      { rows: () => [] },
      'CANNOT_TELL',
      /listed nothing under "rows"/,
    ],
    [
      'there are none, and the check says that this is an answer',
      { emptyPasses: ['rows'], judge: () => ({ status: 'PASS', message: 'None.' }) },
      { rows: () => [] },
      'PASS',
      /^None.$/,
    ],
  ])('is right where %s', async (_, check, given, status, sentence) => {
    const { results } = await judgeRowsOf(rowConnector([check]), given)
    expect(results[0]).toMatchObject({ status, message: expect.stringMatching(sentence) })
  })

  it('ends between two pages when it is cancelled; the next assessment begins anew', async () => {
    const cancel = new AbortController()
    const connector = rowConnector()
    const rows = (page: number) => {
      if (page === 1) cancel.abort(new Error('enough'))
      return [{ id: page * 2 + 1 }]
    }
    const begun = performance.now()
    await expect(judgeRowsOf(connector, { rows, signal: cancel.signal })).rejects.toThrow('enough')
    expect(performance.now() - begun).toBeLessThan(5_000)
    const { results, asked } = await judgeRowsOf(connector, { rows })
    expect(asked).toEqual(['limits', 'rows', 'rows?cursor=1', 'rows?cursor=2', 'rows?cursor=3'])
    expect(results[0]!.counts).toEqual({ failing: 0, evaluated: 3 })
  })
})

describe('parameters of a check', () => {
  const parameters = z.object({ most: z.number().int().default(2).describe('Most buckets.') })
  const whole = defineCheck({
    ...bucketConnector().checks[0]!,
    name: 'few',
    reads: ['buckets'],
    parameters,
    judge: ({ buckets }, { most }) => ({
      status: (buckets as unknown[]).length <= most ? 'PASS' : 'FAIL',
      message: `At most ${most}.`,
    }),
  })
  const byRow = defineCheck({
    ...whole,
    name: 'short',
    each: 'buckets',
    parameters,
    judgeRow: (row, _, { most }) => ({ name: String(row), passed: String(row).length <= most }),
    judge: ({ buckets }, { most }) =>
      judgeTally(buckets, { say: passing => `${passing} have at most ${most}.`, none: '' }),
  })

  it.each([
    [{}, 'FAIL', 'At most 2.', 'PARTIAL', '2 have at most 2.'],
    [{ few: { most: 3 }, short: { most: 4 } }, 'PASS', 'At most 3.', 'PASS', '3 have at most 4.'],
    [{ few: { most: 'x' }, short: { most: 1 } }, 'ERROR', /its parameters do not fit/, 'PARTIAL', '1 have at most 1.'],
  ])('are those that were set, else the defaults: %j', async (set, status, message, rowStatus, rowMessage) => {
    const vendor = await startFakeVendor(() => ({ body: { names: ['a', 'bb', 'cccc'] } }))
    const { host } = testHost({ ...bucketConnector(), checks: [whole, byRow] }, { routes: vendor.routes })
    try {
      const results = await host.assess(app(), undefined, { parameters: set })
      expect(results).toMatchObject([
        { status, message: expect.stringMatching(message) },
        { status: rowStatus, message: rowMessage },
      ])
    } finally {
      await host.close()
      await vendor.close()
    }
  })
})
