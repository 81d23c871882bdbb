import type { ExecutionResult } from 'graphql'
import { collected, Harness } from '../testing/harness.ts'

/** Only the date is the test's. */
const TIMERS = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const

type Events = AsyncGenerator<ExecutionResult, void, void>

describe('the live tail', () => {
  let harness: Harness
  beforeAll(async () => (harness = await Harness.open()))
  afterAll(() => harness.close())

  const follow = async (tenant: string, filter: object | null = null) => {
    const answer = await harness.subscribe(
      tenant,
      'subscription ($filter: ActivityFilter) { activities(filter: $filter) { vendorAction raw } }',
      { filter },
    )
    if (!(Symbol.asyncIterator in answer)) throw new Error(JSON.stringify(answer.errors))
    return answer
  }
  const take = async (events: Events, count: number) => {
    const seen: unknown[] = []
    while (seen.length < count) seen.push(((await events.next()).value as ExecutionResult).data!.activities)
    return seen.map(each => (each as { vendorAction: string }).vendorAction)
  }
  const named = (name: string) => collected(name, { vendorAction: name })

  it('gives what is stored from now on, once, in order, of its tenant and filter alone', async () => {
    await harness.feed('acme', [named('before')])
    const all = await follow('acme')
    const some = await follow('acme', { vendorAction: { startsWith: 'B' } })
    const other = await follow('globex')
    await harness.feed('acme', [named('a1'), named('b1'), named('before')])
    await harness.feed('globex', [named('g1')])
    await harness.feed('acme', [named('b2'), named('a2')])
    expect(await take(all, 4)).toEqual(['a1', 'b1', 'b2', 'a2'])
    expect(await take(some, 2)).toEqual(['b1', 'b2'])
    expect(await take(other, 1)).toEqual(['g1'])
    for (const events of [all, some, other]) await events.return()
  })

  it('loses nothing of what a slow reader has not read yet', async () => {
    const events = await follow('slow')
    for (let batch = 0; batch < 80; batch++) await harness.feed('slow', [named(`n${batch}`)])
    expect(await take(events, 80)).toEqual(Array.from({ length: 80 }, (_, n) => `n${n}`))
    await events.return()
  })

  it('gives at most 200 a second, and says with the next how many it left out', async () => {
    jest.useFakeTimers({ now: Date.now(), doNotFake: [...TIMERS] })
    try {
      const events = await follow('busy')
      await harness.feed(
        'busy',
        Array.from({ length: 450 }, (_, n) => named(`n${n}`)),
      )
      expect(await take(events, 200)).toEqual(Array.from({ length: 200 }, (_, n) => `n${n}`))
      const next = events.next()
      await harness.feed('busy', [named('still too much')])
      // What is read within the second is left out; the log is read by then.
      await new Promise(resolve => setTimeout(resolve, 100))
      jest.setSystemTime(Date.now() + 1_000)
      await harness.feed('busy', [named('later')])
      expect((await next).value).toMatchObject({
        data: { activities: { vendorAction: 'later' } },
        extensions: { skipped: 251 },
      })
      await harness.feed('busy', [named('last')])
      const { value } = await events.next()
      expect(value).toMatchObject({ data: { activities: { vendorAction: 'last' } } })
      expect(value).not.toHaveProperty('extensions')
      await events.return()
    } finally {
      jest.useRealTimers()
    }
  })

  it('refuses a filter that cannot be read', async () => {
    await expect(follow('acme', { ip: { address: ['x'] } })).rejects.toThrow(/no IP address/)
  })
})
