import { Console } from 'node:console'
import { PassThrough } from 'node:stream'
import type { Connector } from '@casbah/sdk'
import { corpusFolder, readCorpus, sumOf, tableLine, type Fixtures } from '@casbah/testkit'
import { BUILT_IN } from '../../stack/connectors.ts'
import { CommandError } from '../command.ts'

/** What becomes of the rows that others published: a table of them, then each action without a meaning and each reason for a rejection, with its count. */
export async function corpusTable(connector: Connector): Promise<string> {
  const { slug, name } = connector.card
  const corpus = await corpusOf(slug)
  const files = await readCorpus(connector, corpus)
  if (files.length === 0)
    throw new CommandError(
      `Nobody's rows of ${name} are in ${corpusFolder()}. CASBAH_SHARED names the folder in which corpus/${slug}/events.ndjson is looked for.`,
    )
  const all = files.flatMap(({ rows }) => rows)
  const counts = new Map<string, number>()
  for (const { reason } of all) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const lines = [
    ...sumOf(all, corpus).unknownActions.map(([action, count]) => `unknown action ${action}: ${count}`),
    ...[...counts].map(([reason, count]) => `rejected: ${reason}: ${count}`),
  ]
  const sums = files.map(({ name: file, rows }) => ({ file, ...tableLine(sumOf(rows, corpus)) }))
  return [table(sums), ...lines].join('\n')
}

/** Where a built-in connector's rows carry what; of others nobody has said it. */
async function corpusOf(slug: string): Promise<Fixtures['corpus']> {
  const name = BUILT_IN.find(one => one === `@casbah/connector-${slug}`)
  if (!name) return undefined
  const { fixtures } = (await import(`${name}/fixtures`)) as { fixtures: Fixtures }
  return fixtures.corpus
}

function table(lines: object[]): string {
  const stdout = new PassThrough()
  new Console({ stdout }).table(lines)
  return String(stdout.read()).trimEnd()
}
