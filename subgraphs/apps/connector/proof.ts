import { withUsual, type ReadyConnector } from '@casbah/host'

/** Apps that are told by name when a version does not fit them. */
const TOLD = 5

/**
 * Whether a version can go on with the apps that another one reads: their configuration still fits it, it says where it
 * would ask first, and how it would try the credentials. Empty when it can; else sentences.
 */
export async function proveForApps(
  { runner, description, version }: ReadyConnector,
  apps: { tenant: string; name: string; config: Record<string, unknown> }[],
): Promise<string[]> {
  const problems: string[] = []
  for (const { tenant, name, config: stored } of apps) {
    const problem = await problemWith(stored).catch((error: unknown) => (error as Error).message)
    if (problem) problems.push(`Version ${version} does not fit the app "${name}" of ${tenant}: ${problem}`)
    if (problems.length === TOLD) break
  }
  return problems

  async function problemWith(stored: Record<string, unknown>): Promise<string | null> {
    const answer = await runner.ask('configure', { config: stored })
    if ('problems' in answer) return answer.problems.join(' ')
    const { partitions } = answer
    const config = withUsual(description.card, answer.config)
    await runner.ask('probe', { config })
    const now = new Date().toISOString()
    for (const stream of description.streams) {
      if (stream.kind !== 'polled') continue
      const [partition = ''] = partitions[stream.name] ?? ['']
      const source = { kind: 'stream', name: stream.name } as const
      await runner.ask('page', { source, config, cursor: null, partition, since: now, until: now })
    }
    return null
  }
}
