import { createHash } from 'node:crypto'

/** What a look through a file of the governance log came to. */
export interface Chain {
  lines: number
  erased: number
  /** Number and link of the last line. */
  head: string | null
  problem: string | null
}

interface Line {
  number: number
  entry: string | null
  salt: string | null
  digest: string
  link: string
}

/** Follows the links of a file of the governance log from its first line on; `noted` is a head from before, which must still be there. */
export async function verifyChain(texts: AsyncIterable<string>, noted: string | null): Promise<Chain> {
  const chain: Chain = { lines: 0, erased: 0, head: null, problem: null }
  let link: Buffer = Buffer.alloc(0)
  let told: string | null | undefined
  let [announced, seen] = [0, noted === null]
  for await (const text of texts) {
    if (told !== undefined) return { ...chain, problem: 'Lines follow the head, which is the last of a whole file.' }
    const line = parsed(text)
    if (line === null) return { ...chain, problem: `Line ${chain.lines + 1} is no line of a governance log.` }
    if ('head' in line) {
      told = line.head
      continue
    }
    const number = chain.lines + 1
    if (line.number !== number)
      return { ...chain, problem: `Line ${number} is missing; there stands line ${line.number}.` }
    if (line.salt === null || line.entry === null) chain.erased++
    else if (sha256(Buffer.from(line.salt, 'hex'), line.entry).toString('hex') !== line.digest)
      return { ...chain, problem: `The text of line ${number} is not what was written.` }
    link = sha256(link, `${number}:`, Buffer.from(line.digest, 'hex'))
    if (link.toString('hex') !== line.link)
      return { ...chain, problem: `Line ${number} does not follow from the line before.` }
    announced += erasures(line.entry)
    chain.lines = number
    chain.head = `${number}:${line.link}`
    if (chain.head === noted) seen = true
  }
  if (told === undefined)
    return { ...chain, problem: 'The file ends without a head: it is not whole. Download it again.' }
  if (told !== chain.head) return { ...chain, problem: `Lines are missing at the end: the head is ${told}.` }
  if (!seen)
    return { ...chain, problem: `The head that was noted, ${noted}, is not there: the log was cut or written anew.` }
  if (chain.erased > announced)
    return { ...chain, problem: `${chain.erased} lines are erased, but only ${announced} erasures were written down.` }
  return chain
}

function parsed(text: string): Line | { head: string | null } | null {
  try {
    const line = JSON.parse(text) as Line | { head: string | null }
    return 'head' in line || (typeof line.digest === 'string' && typeof line.link === 'string') ? line : null
  } catch {
    return null
  }
}

/** How many lines an erasure says that it erased. */
function erasures(entry: string | null): number {
  const { state, note } = (entry === null ? {} : JSON.parse(entry)) as { state?: string; note?: string | null }
  return state === 'ERASED' ? Number.parseInt(note ?? '0', 10) || 0 : 0
}

function sha256(...parts: (Buffer | string)[]): Buffer {
  return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
}
