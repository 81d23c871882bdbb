import { createLiveClient } from '@casbah/schema'
import WebSocket from 'ws'
import { CommandError, ENDPOINT_FLAGS, findEndpoint, readFlags } from './command.ts'

const usage = 'alerts --follow [--after CURSOR] [--json] [--url U --token T | --data-dir D]'

interface Update {
  cursor: string
  kind: 'RAISED' | 'CHANGED' | 'LEFT' | 'CAUGHT_UP' | 'GAP'
  missed: number | null
  alert: {
    id: string
    title: string
    severity: string
    state: string
    raisedAt: string
    policy: { name: string }
  } | null
}

const DOCUMENT = `subscription Follow($after: Cursor) {
  alerts(after: $after) { cursor kind missed alert { id title severity state raisedAt policy { name } } }
}`

/** Prints alerts as they come; after a break it goes on from the last cursor, so that none is missed. */
export const alerts = {
  usage,
  async run(args: string[]): Promise<void> {
    const { values } = readFlags(
      args,
      { ...ENDPOINT_FLAGS, follow: { type: 'boolean' }, after: { type: 'string' }, json: { type: 'boolean' } },
      usage,
    )
    if (!values.follow) throw new CommandError(`Usage: casbah ${usage}`)
    const endpoint = await findEndpoint(values)
    const client = createLiveClient({
      url: endpoint.wsUrl,
      token: endpoint.token,
      webSocketImpl: WebSocket,
      onState: state => {
        if (state.state === 'waiting') console.error(`${state.reason} Trying again …`)
      },
    })
    const stopped = new AbortController()
    process.once('SIGINT', () => stopped.abort())
    console.error(`Following alerts of ${endpoint.url}; Ctrl+C ends it.`)
    try {
      const payload = { query: DOCUMENT, variables: values.after ? { after: values.after } : {} }
      for await (const { data, errors } of client.iterate<{ alerts: Update }>(payload, stopped.signal)) {
        if (errors?.length) throw new CommandError(sentencesOf(errors))
        console.log(values.json ? JSON.stringify(data!.alerts) : line(data!.alerts))
      }
    } catch (error) {
      throw error instanceof CommandError ? error : new CommandError(sentencesOf(error))
    } finally {
      await client.dispose()
    }
  },
}

function line(update: Update): string {
  if (update.kind === 'CAUGHT_UP') return '── caught up, live from here ──'
  if (update.kind === 'GAP')
    return `── ${update.missed ?? 'some'} updates are no longer kept; read them with \`casbah query\` ──`
  const { alert } = update
  if (!alert) return `${update.kind}`
  return `${alert.raisedAt}  ${alert.severity.padEnd(8)}  ${update.kind === 'RAISED' ? '' : `[${alert.state}] `}${alert.title}  (${alert.policy.name})`
}

/** Errors of the graph are a list. */
function sentencesOf(error: unknown): string {
  const errors = Array.isArray(error) ? (error as { message: string }[]) : [error as Error]
  return errors.map(each => each.message).join('\n')
}
