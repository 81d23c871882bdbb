import { at, type Connector } from '@casbah/sdk'
import { demand } from '../contract/fixtures.ts'
import type { TestRunner } from '../contract/index.ts'
import { carried, fieldsOf, has } from './carried.ts'
import { sumOf, tableLine } from './corpus-table.ts'
import type { Corpus } from './corpus.ts'
import { corpusFolder, readCorpus, type CorpusFile, type CorpusRow } from './read-corpus.ts'

const READ_MS = 60_000

/**
 * Declares as tests that the connector reads what a vendor really sends, and not only what we think it sends: rows that others published, in the folder
 * that `CASBAH_SHARED` names. Without them one test says that they were not read. The table of what became of them is printed.
 */
export function testCorpus(
  connector: Connector,
  corpus: Corpus = { carries: {} },
  runner: TestRunner = globalThis,
): void {
  const { describe, it } = runner
  let files: Promise<CorpusFile[]> | null = null
  const each = async (problems: (row: CorpusRow) => string[]) => {
    const all = await (files ??= readCorpus(connector, corpus))
    demand(
      all.flatMap(({ name, rows }) =>
        rows.flatMap((row, index) => problems(row).map(problem => `${name}:${index + 1}: ${problem}`)),
      ),
    )
  }
  describe(`${connector.card.name}: the corpus`, () => {
    it(
      'in a table',
      async () => {
        const all = await (files ??= readCorpus(connector, corpus))
        tell(connector, corpus, all)
        demand(all.filter(({ rows }) => rows.length === 0).map(({ name }) => `${name} has no rows.`))
      },
      READ_MS,
    )
    it('is read, or rejected for a reason that is right', () => each(row => rejections(corpus, row)), READ_MS)
    it('is read with the time of every row that has one', () => each(row => timeless(connector, row)), READ_MS)
    it('has a meaning for every action', () => each(row => meaningless(corpus, row)), READ_MS)
    it('loses no field that a row carries', () => each(row => lost(corpus, row)), READ_MS)
  })
}

function tell(connector: Connector, corpus: Corpus, files: CorpusFile[]): void {
  if (files.length === 0)
    console.warn(
      `NOT RUN: the corpus of ${connector.card.name} was not read; there is none in ${corpusFolder()} (CASBAH_SHARED).`,
    )
  else console.table(files.map(({ name, rows }) => ({ file: name, ...tableLine(sumOf(rows, corpus)) })))
}

function rejections({ rejected }: Corpus, { published, reason }: CorpusRow): string[] {
  return reason === null || rejected?.(published, reason) ? [] : [`rejected: ${reason}`]
}

function timeless({ streams }: Connector, { published, stream, activities }: CorpusRow): string[] {
  const time = streams.find(({ name }) => name === stream)?.time
  const written = time === undefined ? undefined : at(published.raw, time)
  // Published rows often have something like `redacted` there.
  if (!/\d/.test(String(written ?? '')) || activities.every(one => one.time !== null)) return []
  return [`the time ${JSON.stringify(written)} is not read.`]
}

function meaningless({ unknown }: Corpus, { activities }: CorpusRow): string[] {
  return activities
    .filter(({ action, vendorAction }) => action === 'other' && !unknown?.test(vendorAction))
    .map(({ vendorAction }) => `"${vendorAction}" has no meaning in the vocabulary.`)
}

function lost(corpus: Corpus, row: CorpusRow): string[] {
  if (row.activities.length === 0) return []
  const missing = fieldsOf(corpus).flatMap(field => {
    const text = carried(corpus, field, row)
    if (text === null || has(row, field, text)) return []
    return [`${field}${text === true ? '' : ` ${JSON.stringify(text)}`} is carried and not read.`]
  })
  return [...missing, ...(corpus.wrong?.(row.published, row.activities) ?? [])]
}
