import { defineCheck, type Check, type Connector } from '@casbah/sdk'
import type { Fragment } from './fragment.ts'
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
