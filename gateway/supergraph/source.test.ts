import { mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MAX_SUPERGRAPH_BYTES } from './reader.ts'
import { openSupergraph, SupergraphSource } from './source.ts'

/** What a source tells, one word a look. */
function tell(source: SupergraphSource): { told: string[]; look(times?: number): Promise<string[]> } {
  const told: string[] = []
  source.watch({
    changed: text => told.push(`changed: ${text.slice(0, 20)}`),
    unchanged: () => told.push('unchanged'),
    failed: problem => told.push(`failed: ${problem}`),
  })
  return {
    told,
    look: async (times = 1) => {
      for (let n = 0; n < times; n++) await source.look()
      return told.splice(0)
    },
  }
}

const NEVER = 2 ** 30

describe('a supergraph in a file', () => {
  let folder: string
  let file: string
  let source: SupergraphSource
  let look: (times?: number) => Promise<string[]>

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casbah-supergraph-'))
    file = join(folder, 'supergraph.graphql')
    await writeFile(file, 'one')
    source = await openSupergraph(file, NEVER)
    look = tell(source).look
  })
  afterEach(async () => {
    source.close()
    await rm(folder, { recursive: true })
  })

  it('is read at the opening, and told of when it changes', async () => {
    expect(source.text).toBe('one')
    expect(await look()).toEqual(['unchanged'])
    await writeFile(file, 'two')
    expect(await look(3)).toEqual(['unchanged', 'changed: two', 'unchanged'])
  })

  it('is read when it keeps still, not while it is being written', async () => {
    await writeFile(file, 'tw')
    expect(await look()).toEqual(['unchanged'])
    await writeFile(file, 'two, long')
    expect(await look()).toEqual(['unchanged'])
    expect(await look()).toEqual(['changed: two, long'])
  })

  it('may be replaced by a rename, also by one of the same size', async () => {
    await writeFile(join(folder, 'next'), 'six')
    await rename(join(folder, 'next'), file)
    expect(await look(2)).toEqual(['unchanged', 'changed: six'])
  })

  it('may vanish and come back', async () => {
    await rename(file, join(folder, 'away'))
    const [problem] = await look()
    expect(problem).toMatch(/^failed: The supergraph's file cannot be read \(ENOENT\)/)
    expect(problem).not.toContain(folder)
    await rename(join(folder, 'away'), file)
    expect(await look()).toEqual(['unchanged'])
  })

  it('is not told of twice when only its time changes', async () => {
    await writeFile(file, 'one')
    expect(await look(3)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })

  it('is not read when it is too long', async () => {
    await truncate(file, MAX_SUPERGRAPH_BYTES + 1)
    expect(await look(2)).toEqual(Array(2).fill('failed: The supergraph is longer than 16 MiB. Compose a smaller one.'))
  })

  it('has to be there at the opening', async () => {
    await expect(openSupergraph(join(folder, 'none'))).rejects.toThrow('cannot be read (ENOENT)')
  })
})

describe('a supergraph at an address', () => {
  let answer: (response: ServerResponse) => void
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers['if-none-match'])
    answer(response)
  })
  let address: string
  const give = (text: string, etag?: string) => {
    answer = response => response.writeHead(200, etag ? { etag } : {}).end(text)
  }

  beforeAll(async () => {
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/supergraph?key=secret`
  })
  beforeEach(() => void (asked.length = 0))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  it('is asked for with its ETag, and told of when it changes', async () => {
    give('one', '"1"')
    const source = await openSupergraph(address, NEVER)
    const { look } = tell(source)
    answer = response => response.writeHead(304).end()
    expect(await look()).toEqual(['unchanged'])
    give('two', '"2"')
    expect(await look()).toEqual(['changed: two'])
    await look()
    expect(asked).toEqual([undefined, '"1"', '"1"', '"2"'])
  })

  it('is compared by its text where there is no ETag', async () => {
    give('one')
    const { look } = tell(await openSupergraph(address, NEVER))
    expect(await look()).toEqual(['unchanged'])
    give('two')
    expect(await look(2)).toEqual(['changed: two', 'unchanged'])
    expect(asked).toEqual([undefined, undefined, undefined, undefined])
  })

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['an error', response => response.writeHead(500).end('oh'), 'answered with status 500 instead of 200.'],
    ['304 unasked', response => response.writeHead(304).end(), 'answered with status 304 instead of 200.'],
    ['a broken line', response => response.destroy(), 'does not answer'],
    [
      'too much',
      response => response.writeHead(200).end(Buffer.alloc(MAX_SUPERGRAPH_BYTES + 1, 'x')),
      'longer than 16 MiB',
    ],
  ])('that answers with %s is told of with a sentence that does not tell the address', async (_name, how, sentence) => {
    give('one')
    const { look } = tell(await openSupergraph(address, NEVER))
    answer = how
    const [problem] = await look()
    expect(problem).toContain('failed: The supergraph')
    expect(problem).toContain(sentence)
    expect(problem).not.toMatch(/secret|127/)
    give('one')
    expect(await look()).toEqual(['unchanged'])
  })

  it('has to answer at the opening', async () => {
    await expect(openSupergraph('http://127.0.0.1:1/')).rejects.toThrow("The supergraph's address does not answer")
  })
})

describe('a source that is watched', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('looks one time after the other, until it is closed', async () => {
    let reads = 0
    let slow: PromiseWithResolvers<string> | null = null
    const read = () => {
      reads++
      return slow ? slow.promise : Promise.resolve(`text ${reads}`)
    }
    const source = new SupergraphSource({ everyMs: 1_000, read }, 'text 0')
    const { told } = tell(source)
    await jest.advanceTimersByTimeAsync(999)
    expect(told).toEqual([])
    await jest.advanceTimersByTimeAsync(2_001)
    expect(told).toEqual(['changed: text 1', 'changed: text 2', 'changed: text 3'])
    slow = Promise.withResolvers<string>()
    await jest.advanceTimersByTimeAsync(60_000)
    expect(reads).toBe(4)
    source.close()
    slow.resolve('too late')
    await jest.advanceTimersByTimeAsync(60_000)
    expect([reads, told.length]).toEqual([4, 3])
  })
})
