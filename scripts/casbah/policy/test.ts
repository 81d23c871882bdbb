import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Places } from '@casbah/activities'
import { Engine, type Found, type ShardState } from '@casbah/alerts/detection'
import { readLines } from '@casbah/host'
import { CommandError, readFlags } from '../command.ts'
import { connectorOf } from '../connector-of.ts'
import { fromFolder, shipped, type PolicySet } from './policies.ts'
import { recorded } from './recorded.ts'

const usage = 'policy test --events F --connector <slug> [--stream S] [--sigma DIR] [--builtin] [--explain]'

/**
 * Judges a vendor's recorded rows (NDJSON, oldest first) by policies, as Casbah would have had it read them as they happened. One JSON
 * line for each match; a summary for people on stderr. See docs/guides/casbah.md.
 */
export const test = {
  usage,
  async run(args: string[]): Promise<void> {
    const { values } = readFlags(
      args,
      {
        events: { type: 'string' },
        connector: { type: 'string' },
        stream: { type: 'string' },
        sigma: { type: 'string' },
        builtin: { type: 'boolean' },
        explain: { type: 'boolean' },
      },
      usage,
    )
    if (!values.events || !values.connector) throw new CommandError(`Usage: casbah ${usage}`)
    if (!values.sigma && !values.builtin)
      throw new CommandError(
        'No policies are named. Give --sigma with a folder of Sigma documents, --builtin, or both.',
      )
    const set = joined([
      ...(values.builtin ? [shipped()] : []),
      ...(values.sigma ? [await fromFolder(values.sigma)] : []),
    ])
    for (const { file, line, reason } of set.refused) console.error(`${file}:${line}: refused. ${reason}`)
    const connector = await connectorOf(values.connector, values.stream)
    const input = createReadStream(values.events)
    const unreadable = new Promise<never>((_, reject) =>
      input.once('error', error => reject(new CommandError(`${values.events} cannot be read: ${error.message}`))),
    )
    const lines = readLines(connector, values.stream, createInterface({ input, crlfDelay: Infinity }))
    await Promise.race([judge(lines, set, connector.card.slug, values.explain === true), unreadable])
  },
}

function joined(sets: PolicySet[]): PolicySet {
  return { policies: sets.flatMap(set => set.policies), refused: sets.flatMap(set => set.refused) }
}

async function judge(
  lines: ReturnType<typeof readLines>,
  set: PolicySet,
  slug: string,
  explain: boolean,
): Promise<void> {
  const engine = new Engine()
  const places = new Places()
  const state: ShardState = new Map()
  const counts = { lines: 0, rejected: 0, untimed: 0, matches: 0, failures: 0 }
  const byPolicy = new Map<string, number>()
  const techniques = new Map<string, string>()
  for await (const read of lines) {
    counts.lines++
    if ('rejected' in read) {
      counts.rejected++
      continue
    }
    const stored = read.activities.map(activity => recorded(slug, activity, places))
    const activities = stored.filter(activity => activity !== null)
    if (activities.length < stored.length) counts.untimed++
    const judged = engine.judge({ tenant: 'recorded', activities, policies: set.policies }, state)
    for (const count of judged.failures.values()) counts.failures += count
    for (const found of judged.found) {
      counts.matches++
      byPolicy.set(found.policy.name, (byPolicy.get(found.policy.name) ?? 0) + 1)
      for (const { id, name } of found.match.mitre ?? found.policy.mitre) techniques.set(id, name)
      console.log(JSON.stringify(lineOf(counts.lines, found, explain)))
    }
  }
  summarise(counts, set, byPolicy, techniques)
}

function lineOf(line: number, { policy, match, event }: Found, explain: boolean) {
  return {
    line,
    policy: policy.name,
    kind: policy.kind,
    severity: match.severity,
    title: match.title(event.activity.connector),
    author: policy.author,
    mitre: (match.mitre ?? policy.mitre).map(({ id }) => id),
    time: new Date(event.time).toISOString(),
    cited: match.cited.length,
    ...(explain && { explanation: match.explanation }),
  }
}

function summarise(
  counts: { lines: number; rejected: number; untimed: number; matches: number; failures: number },
  set: PolicySet,
  byPolicy: Map<string, number>,
  techniques: Map<string, string>,
): void {
  const { lines, rejected, untimed, matches, failures } = counts
  console.error(
    `${lines} lines judged by ${set.policies.length} policies: ${matches} matches of ${byPolicy.size} policies.`,
  )
  for (const [name, count] of [...byPolicy].sort((a, b) => b[1] - a[1]))
    console.error(`${String(count).padStart(6)}  ${name}`)
  if (techniques.size)
    console.error(
      `ATT&CK: ${[...techniques]
        .sort()
        .map(([id, name]) => `${id} ${name}`)
        .join(', ')}.`,
    )
  if (rejected) console.error(`${rejected} lines were not taken: \`casbah normalize ${'<slug>'}\` tells why.`)
  if (untimed) console.error(`${untimed} lines have no readable time and were not judged.`)
  if (failures) console.error(`${failures} times a policy failed on an event and skipped it.`)
}
