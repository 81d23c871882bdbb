import { CasbahError, deriveKey, verifyCaller, type Door } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { activity } from '../testing/activity.ts'
import { HistoryClient } from './history-client.ts'
import { NoHistory } from './history-source.ts'

const SPAN = { since: 0, until: 1_000 }
const never = new AbortController().signal
const pages = async (client: HistoryClient, signal = never) => {
  const ids: string[][] = []
  for await (const page of client.pages('acme', SPAN, signal)) ids.push(page.map(({ id }) => id))
  return ids
}

/** A door over two pages; what it was asked is told. */
function book(asked: unknown[], over: 'value' | 'text' = 'value'): Door {
  return async ({ path, headers, body }) => {
    const { tenant } = await verifyCaller(headers['x-casbah-caller'], deriveKey(TEST_KEY, 'context'))
    const request = body.length ? JSON.parse(Buffer.from(body).toString()) : null
    asked.push({ tenant, path, after: request?.after })
    const value = request?.after
      ? { items: [activity('c')], next: null }
      : { items: [activity('a'), activity('b')], next: 'more' }
    return over === 'value' ? { status: 200, body: '', value } : { status: 200, body: JSON.stringify(value) }
  }
}

describe('the client of history', () => {
  it.each(['value', 'text'] as const)(
    'reads page after page for one tenant, from a door that answers by %s',
    async by => {
      const asked: unknown[] = []
      expect(await pages(new HistoryClient(book(asked, by), TEST_KEY))).toEqual([['a', 'b'], ['c']])
      expect(asked).toEqual([
        { tenant: 'acme', path: '/history', after: null },
        { tenant: 'acme', path: '/history', after: 'more' },
      ])
    },
  )

  it('is one page ahead of its reader and no further, and ends with him', async () => {
    const asked: number[] = []
    const ended: boolean[] = []
    const door: Door = async ({ signal }) => {
      asked.push(asked.length)
      signal!.addEventListener('abort', () => ended.push(true))
      return { status: 200, body: '', value: { items: [activity(`p${asked.length}`)], next: 'more' } }
    }
    for await (const _ of new HistoryClient(door, TEST_KEY).pages('acme', SPAN, never)) {
      await new Promise(resolve => setImmediate(resolve))
      if (asked.length >= 4) break
    }
    expect(asked).toHaveLength(4)
    expect(ended.length).toBeGreaterThan(0)
  })

  it('leaves no failure unheard of a page that was asked for as its reader ended', async () => {
    const ending = new AbortController()
    const door: Door = () => {
      ending.abort()
      return Promise.reject(new Error('terminating connection due to administrator command'))
    }
    const unheard: unknown[] = []
    const hear = (reason: unknown) => unheard.push(reason)
    process.on('unhandledRejection', hear)
    await expect(pages(new HistoryClient(door, TEST_KEY, []), ending.signal)).rejects.toThrow()
    await new Promise(resolve => setTimeout(resolve, 20))
    process.off('unhandledRejection', hear)
    expect(unheard).toEqual([])
  })

  it.each([
    ['a refused connection', () => Promise.reject(new Error('ECONNREFUSED'))],
    ['an answer that is none', async () => ({ status: 502, body: '<html>' })],
    ['a fault of activities', async () => ({ status: 500, body: '{"error":{"code":"INTERNAL","message":"x"}}' })],
  ] as [string, () => ReturnType<Door>][])('asks again after %s, and in the end tells what to do', async (_, fails) => {
    let tries = 0
    const asked: unknown[] = []
    const door = book(asked)
    const mended: Door = request => (++tries <= 2 ? fails() : door(request))
    expect(await pages(new HistoryClient(mended, TEST_KEY, [0, 0]))).toEqual([['a', 'b'], ['c']])
    await expect(pages(new HistoryClient(() => fails(), TEST_KEY, [0, 0]))).rejects.toBeInstanceOf(CasbahError)
  })

  it('does not repeat what is refused for good, and finds nothing where there is nothing', async () => {
    let tries = 0
    const refused =
      (code: string): Door =>
      async () => {
        tries++
        return { status: 400, body: '', value: { error: { code, message: 'No.' } } }
      }
    await expect(pages(new HistoryClient(refused('BAD_USER_INPUT'), TEST_KEY, [0, 0]))).rejects.toThrow('No.')
    expect(tries).toBe(1)
    expect(await new HistoryClient(refused('NOT_FOUND'), TEST_KEY).one('acme', 'x')).toBeNull()
  })

  it('says what to set where nobody said where activities is', async () => {
    const nowhere = new NoHistory()
    const reading = async () => {
      for await (const _ of nowhere.pages()) throw new Error('there is none')
    }
    for (const asked of [reading(), nowhere.one(), nowhere.many()])
      await expect(asked).rejects.toThrow(/ACTIVITIES_URL/)
  })

  it('ends at once when its signal says so, even while the door is silent', async () => {
    const over = new AbortController()
    const client = new HistoryClient(() => new Promise(() => undefined), TEST_KEY)
    const reading = pages(client, over.signal)
    over.abort(new Error('enough'))
    await expect(reading).rejects.toThrow('enough')
  })
})
