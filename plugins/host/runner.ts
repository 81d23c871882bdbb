import type { Connector } from '@casbah/sdk'
import type { z } from 'zod'
import { parseBody, rowsAt } from './body.ts'
import { describeConnector } from './describe.ts'
import type { AccountRow, MessageKind, Messages, Runner } from './messages.ts'
import { nextCursor } from './paging.ts'
import { readRow, reasonOf } from './rows.ts'

type Handlers = { [K in MessageKind]: (ask: Messages[K]['ask']) => Messages[K]['answer'] }

/** A connector that answers the host's messages in this process. */
export class InProcessRunner implements Runner {
  readonly #handlers: Handlers

  constructor(connector: Connector) {
    this.#handlers = handlers(connector)
  }

  async ask<K extends MessageKind>(kind: K, message: Messages[K]['ask']): Promise<Messages[K]['answer']> {
    return this.handle(kind, message)
  }

  /** The same at once. */
  handle<K extends MessageKind>(kind: K, message: Messages[K]['ask']): Messages[K]['answer'] {
    return this.#handlers[kind](message)
  }

  sandbox(): null {
    return null
  }

  async close(): Promise<void> {}
}

function handlers(connector: Connector): Handlers {
  const { card, streams, inventory, reads } = connector
  const streamOf = (name: string) => found(streams, name, 'stream')
  const listingOf = (name: string) => found(inventory.accounts, name, 'listing')
  const readOf = (name: string) => {
    const read = reads[name]
    if (!read) throw new Error(`connector ${card.slug} has no read "${name}"`)
    return read
  }
  return {
    describe: () => describeConnector(connector),
    configure: ({ config }) => {
      const parsed = card.config.safeParse(config)
      if (!parsed.success) return { problems: problems(parsed.error) }
      const partitions = streams.map(stream => [stream.name, stream.partitions?.(parsed.data) ?? ['']] as const)
      return { config: parsed.data, partitions: Object.fromEntries(partitions) }
    },
    probe: ({ config }) => card.probe(config),
    page: ({ source, config, cursor, partition = '', since = '', until }) => {
      const ask = cursor === null ? { config } : { config, cursor }
      if (source.kind === 'stream') return streamOf(source.name).request({ ...ask, partition, since, until })
      if (source.kind === 'listing') return listingOf(source.name).request(ask)
      const request = readOf(source.name).request(config)
      // A read knows no cursors of its own: links are whole addresses, other cursors go where the vendor names them.
      return cursor === null ? request : { headers: request.headers, sign: request.sign, url: cursor }
    },
    normalise: ({ stream: name, bytes, headers }) => {
      const stream = streamOf(name)
      const body = parseBody(bytes)
      const rows = rowsAt(body, stream.rows).map(item => readRow(stream, item))
      return { rows, next: nextCursor(stream.page, body, headers) }
    },
    accounts: ({ listing: name, bytes, headers }) => {
      const listing = listingOf(name)
      const body = parseBody(bytes)
      const rows = rowsAt(body, listing.rows).map((row): AccountRow => {
        const parsed = listing.row.safeParse(row)
        return parsed.success ? listing.toAccount(parsed.data) : { rejected: reasonOf(parsed.error) }
      })
      return { rows, next: nextCursor(listing.page, body, headers) }
    },
    values: ({ read: name, bytes, headers }) => {
      const read = readOf(name)
      const body = parseBody(bytes)
      if (read.rows === undefined) return { rows: null, body, next: null }
      const page = read.page ?? { style: 'none' }
      return { rows: rowsAt(body, read.rows), body: null, next: nextCursor(page, body, headers) }
    },
    assess: ({ check, read }) => found(connector.checks, check, 'check').judge(read),
    act: ({ action: name, step, config, target, parameters, answer = { status: 0, body: null } }) => {
      const action = found(connector.actions, name, 'action')
      const parsed = action.input.safeParse(parameters)
      if (!parsed.success) return { problems: problems(parsed.error) }
      const input = { config, target, parameters: parsed.data }
      if (step === 'request') return { request: action.request(input) }
      if (step === 'confirmRequest' && action.confirm) return { request: action.confirm.request(input) }
      if (step === 'confirm' && action.confirm) return { confirmation: action.confirm.judge(answer, input) }
      if (step === 'undoRequest' && action.undo) return { request: action.undo.request(input) }
      if (step === 'undo' && action.undo?.judge) return { confirmation: action.undo.judge(answer, input) }
      return { problems: [`The action "${name}" has no such step.`] }
    },
  }
}

function found<T extends { name: string }>(list: T[], name: string, kind: string): T {
  const one = list.find(item => item.name === name)
  if (!one) throw new Error(`the connector has no ${kind} "${name}"`)
  return one
}

const problems = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
