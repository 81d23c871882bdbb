import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// A connector is as long as its vendor is odd, and no longer: what is repeated belongs in the SDK or in a small file of the connector (ADR 0039).

const CONNECTORS = join(import.meta.dirname, '..', '..', 'plugins', 'connectors')
const MOST = 600
const MOST_OF_CHECK = 30

interface File {
  path: string
  text: string
}

const linesOf = (text: string) => text.split('\n').length - 1

/** Lines of card, streams, inventory and actions together. */
const lengthOf = (files: File[]) =>
  files
    .filter(({ path }) => /^(card|streams|inventory)\.ts$|^actions\/[^/]+\.ts$/.test(path))
    .reduce((sum, { text }) => sum + linesOf(text), 0)

/** Checks that are longer than they may be, with their lines. What checks share is no check. */
const longChecks = (files: File[]) =>
  files
    .filter(({ path, text }) => path.startsWith('checks/') && text.includes('= defineCheck('))
    .map(({ path, text }) => ({ name: path.slice('checks/'.length, -'.ts'.length), lines: linesOf(text) }))
    .filter(({ lines }) => lines > MOST_OF_CHECK)

function sourcesOf(slug: string): File[] {
  const names = ['', 'actions', 'checks'].flatMap(folder => {
    try {
      return readdirSync(join(CONNECTORS, slug, folder)).map(name => join(folder, name))
    } catch {
      return []
    }
  })
  return names
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(path => ({ path, text: readFileSync(join(CONNECTORS, slug, path), 'utf8') }))
}

const slugs = readdirSync(CONNECTORS, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name)

describe.each(slugs)('%s', slug => {
  const files = sourcesOf(slug)

  it(`has ${MOST} lines of card, streams, inventory and actions at most`, () => {
    const length = lengthOf(files)
    expect(length).toBeGreaterThan(0)
    if (length > MOST)
      throw new Error(
        `${slug} has ${length} lines of card, streams, inventory and actions, ${length - MOST} too many. Say what repeats by a word of the SDK, or once in a small file of the connector; docs/guides/write-a-connector.md names the words.`,
      )
  })

  it(`has no check of more than ${MOST_OF_CHECK} lines`, () => {
    const said = longChecks(files).map(({ name, lines }) => `${name} (${lines})`)
    if (said.length > 0)
      throw new Error(
        `Checks of ${slug} have more than ${MOST_OF_CHECK} lines: ${said.join(', ')}. Say frameworks by derived and stated, numbers by whole, and keep shapes and what checks judge alike in files beside them.`,
      )
  })
})

describe('what counts', () => {
  const of = (lines: number) => 'x\n'.repeat(lines)

  it.each([
    [
      'card, streams, inventory and actions',
      [
        ['card.ts', 3],
        ['streams.ts', 4],
        ['inventory.ts', 5],
        ['actions/end.ts', 6],
      ],
      18,
    ],
    [
      'neither what they use, nor checks and vocabulary',
      [
        ['card.ts', 3],
        ['row.ts', 40],
        ['vocabulary.ts', 90],
        ['checks/a.ts', 9],
      ],
      3,
    ],
  ] as [string, [string, number][], number][])('%s', (_, files, length) =>
    expect(lengthOf(files.map(([path, lines]) => ({ path, text: of(lines) })))).toBe(length),
  )

  it('a check that is too long, but not what checks share', () => {
    const check = (lines: number) => `export const a = defineCheck({\n${of(lines - 1)}`
    const files = [
      { path: 'checks/long.ts', text: check(31) },
      { path: 'checks/short.ts', text: check(30) },
      { path: 'checks/shared.ts', text: of(80) },
    ]
    expect(longChecks(files)).toEqual([{ name: 'long', lines: 31 }])
  })
})
