import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLines, type NormalActivity } from '@casbah/host'
import type { Connector } from '@casbah/sdk'
import { sharedFolder } from '../conformance/index.ts'
import type { Corpus, Published } from './corpus.ts'

/** What became of a published row. */
export interface CorpusRow {
  published: Published
  /** Stream that took it; '' when none did. */
  stream: string
  /** None when it was rejected. */
  activities: NormalActivity[]
  /** Why it was rejected. */
  reason: string | null
}

/** A file of published rows, read as the host reads them. */
export interface CorpusFile {
  name: string
  rows: CorpusRow[]
}

/** Where published rows lie. */
export const corpusFolder = (): string => join(sharedFolder(), 'corpus')

/** Reads all files that are there: each row goes to the first stream that takes it. */
export async function readCorpus(connector: Connector, { files }: Pick<Corpus, 'files'> = {}): Promise<CorpusFile[]> {
  const names = files ?? [`${connector.card.slug}/events.ndjson`]
  const there = names.filter(name => existsSync(join(corpusFolder(), name)))
  return Promise.all(
    there.map(async name => ({ name, rows: await readFileRows(connector, join(corpusFolder(), name)) })),
  )
}

async function readFileRows(connector: Connector, file: string): Promise<CorpusRow[]> {
  const published = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(publishedIn)
  const rows: CorpusRow[] = []
  for await (const line of readLines(
    connector,
    undefined,
    published.map(({ raw }) => JSON.stringify(raw)),
  )) {
    const one = published[rows.length] as Published
    rows.push(
      'rejected' in line
        ? { published: one, stream: '', activities: [], reason: line.rejected }
        : { published: one, stream: line.stream, activities: line.activities, reason: null },
    )
  }
  return rows
}

/** A row comes alone, or under `raw` beside its source. */
function publishedIn(line: string): Published {
  const value = JSON.parse(line) as Record<string, unknown>
  return 'source' in value && 'raw' in value ? (value as unknown as Published) : { raw: value }
}
