import { createClient } from 'graphql-ws'
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
    let after = values.after
    let stopped = false
    const client = createClient({
      url: endpoint.wsUrl,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${endpoint.token}` },
      retryAttempts: 0,
    })
    process.once('SIGINT', () => {
      stopped = true
      void client.dispose()
    })
    console.error(`Following alerts of ${endpoint.url}; Ctrl+C ends it.`)
    for (let wait = 500; !stopped; wait = Math.min(wait * 2, 15_000)) {
      try {
        for await (const result of client.iterate<{ alerts: Update }>({ query: DOCUMENT, variables: { after } })) {
          if (result.errors?.length) throw new CommandError(result.errors.map(error => error.message).join('\n'))
          const update = result.data!.alerts
          after = update.cursor
          wait = 500
          console.log(values.json ? JSON.stringify(update) : line(update))
        }
      } catch (error) {
        if (error instanceof CommandError) throw error
        const refusal = refused(error)
        if (refusal) throw new CommandError(refusal)
        if (!stopped) console.error('The connection broke; trying again …')
      }
      if (!stopped) await new Promise(resolve => setTimeout(resolve, wait))
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

/** A refusal that trying again cannot help: graphql errors of the subscription, a token that is not accepted. */
function refused(error: unknown): string | null {
  if (Array.isArray(error)) return error.map((each: { message: string }) => each.message).join('\n')
  const { code, reason } = error as { code?: number; reason?: string }
  return code === 4401 || code === 4403 ? `The server refused the token${reason ? `: ${reason}` : '.'}` : null
}
