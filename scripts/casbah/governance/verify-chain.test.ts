import { createHash } from 'node:crypto'
import { verifyChain } from './verify-chain.ts'

const sha = (...parts: (Buffer | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

/** A log of these entries, as the door writes it. */
function log(...entries: object[]): string[] {
  let link: Buffer = Buffer.alloc(0)
  const lines = entries.map((each, n) => {
    const entry = JSON.stringify(each)
    const digest = sha(Buffer.from([n]), entry)
    link = sha(link, `${n + 1}:`, digest)
    const salt = Buffer.from([n]).toString('hex')
    return { number: n + 1, entry, salt, digest: digest.toString('hex'), link: link.toString('hex') }
  })
  const last = lines.at(-1)
  return [...lines, { head: last ? `${last.number}:${last.link}` : null }].map(line => JSON.stringify(line))
}

async function* each(lines: string[]) {
  yield* lines
}
const verify = (lines: string[], noted: string | null = null) => verifyChain(each(lines), noted)
const changed = (lines: string[], n: number, more: object) =>
  lines.map((line, at) => (at === n ? JSON.stringify({ ...(JSON.parse(line) as object), ...more }) : line))

const whole = log({ a: 1 }, { a: 2 }, { a: 3 })
const { head } = JSON.parse(whole.at(-1)!) as { head: string }
const erased = { entry: null, salt: null }

describe('a file of the governance log', () => {
  it('is whole', async () => {
    expect(await verify(whole)).toEqual({ lines: 3, erased: 0, head, problem: null })
    expect(await verify(whole, head)).toMatchObject({ problem: null })
    expect(await verify(log())).toMatchObject({ lines: 0, problem: null })
  })

  it('may have lines whose erasure was written down', async () => {
    const lines = log({ a: 1 }, { state: 'ERASED', note: '1 lines about an account were erased.' })
    expect(await verify(changed(lines, 0, erased))).toMatchObject({ erased: 1, problem: null })
    expect(await verify(changed(whole, 0, erased))).toMatchObject({
      problem: expect.stringContaining('only 0 erasures'),
    })
  })

  it.each([
    ['changed text', changed(whole, 1, { entry: '{"a":7}' }), /text of line 2/],
    [
      'changed text with its digest',
      changed(whole, 1, { entry: '{"a":7}', digest: sha(Buffer.from([1]), '{"a":7}').toString('hex') }),
      /does not follow/,
    ],
    ['a line taken out', whole.toSpliced(1, 1), /Line 2 is missing/],
    ['the last line taken out', whole.toSpliced(2, 1), /missing at the end/],
    ['lines in another order', [whole[1]!, whole[0]!, ...whole.slice(2)], /Line 1 is missing/],
    ['no end', whole.slice(0, 3), /not whole/],
    ['something after its end', [...whole, whole[0]!], /follow the head/],
    ['something else', ['hello'], /no line of a governance log/],
  ])('shows %s', async (_, lines, problem) => {
    expect((await verify(lines)).problem).toMatch(problem)
  })

  it('shows that it was written anew, when a head was noted', async () => {
    expect((await verify(log({ a: 1 }, { a: 2 }, { a: 9 }), head)).problem).toContain('cut or written anew')
  })
})
