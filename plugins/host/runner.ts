import type { Connector, ListRequest, PageStyle, Parent } from '@casbah/sdk'
import type { z } from 'zod'
import { judgeRows } from './assessment/judge-rows.ts'
import { parametersOf } from './assessment/parameters-of.ts'
import { parseBody } from './body.ts'
import { BrokenRow } from './broken-row.ts'
import { describeConnector } from './describe.ts'
import { ExportSessions } from './export-sessions.ts'
import { readListed, touchedBy, type AnyListing } from './inventory/listed-rows.ts'
import { withUsual } from './left-out.ts'
import type { MessageKind, Messages, Runner } from './messages.ts'
import { followed, onward, placeOf } from './paging.ts'
import { listIn } from './row-format.ts'
import { readRow } from './rows.ts'

/** Only a step of an export is awaited: the rest of a connector is functions that answer at once. */
export type Handled<K extends MessageKind> = K extends 'exportStep'
  ? Promise<Messages[K]['answer']>
  : Messages[K]['answer']
type Handlers = { [K in MessageKind]: (ask: Messages[K]['ask']) => Handled<K> }

/** A connector that answers the host's messages in this process. */
export class InProcessRunner implements Runner {
  readonly #handlers: Handlers

  constructor(connector: Connector) {
    this.#handlers = handlers(connector)
  }

  async ask<K extends MessageKind>(kind: K, message: Messages[K]['ask']): Promise<Messages[K]['answer']> {
    return (await this.handle(kind, message)) as Messages[K]['answer']
  }

  /** The same at once. */
  handle<K extends MessageKind>(kind: K, message: Messages[K]['ask']): Handled<K> {
    return this.#handlers[kind](message)
  }

  sandbox(): null {
    return null
  }

  async rest(): Promise<void> {}

  async close(): Promise<void> {}
}

function handlers(connector: Connector): Handlers {
  const { card, streams, inventory, reads } = connector
  const polledOf = (name: string) => {
    const stream = found(streams, name, 'stream')
    if (!('request' in stream)) throw new Error(`the stream "${name}" is not read page by page`)
    return stream
  }
  const exports = new ExportSessions(name => {
    const stream = found(streams, name, 'stream')
    if (!('pages' in stream)) throw new Error(`the stream "${name}" is not exported`)
    return stream
  })
  const { accounts, groups = [], resources = [], grants = [], domains = [] } = inventory
  const listings: AnyListing[] = [...accounts, ...groups, ...resources, ...grants, ...domains]
  const listingOf = (name: string) => found(listings, name, 'listing')
  const resourcesOf = (name: string) => found(resources, name, 'listing of resources')
  const feedOf = (name: string) => {
    const { changes } = resourcesOf(name)
    if (!changes) throw new Error(`the listing "${name}" has no change feed`)
    return changes
  }
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
      const partitions = streams.map(stream => {
        const named = 'partitions' in stream ? stream.partitions?.(withUsual(card, parsed.data)) : undefined
        return [stream.name, named ?? ['']] as const
      })
      return { config: parsed.data, partitions: Object.fromEntries(partitions) }
    },
    probe: ({ config }) => card.probe(config),
    scopeProbe: ({ scope: name, config }) => {
      const probe = card.scopes.find(({ scope }) => scope === name)?.probe
      if (!probe) throw new Error(`the right "${name}" has no probe`)
      return probe(config)
    },
    page: ({ source, config, cursor, partition = '', since = '', until, parent }) => {
      if (source.kind === 'stream') {
        const { page, request } = polledOf(source.name)
        const span = { since, ...(until !== undefined && { until }) }
        return followed(page, cursor, request({ config, partition, ...span, ...placeOf(page, cursor) }))
      }
      if (source.kind === 'listing') {
        const { page, request } = listingOf(source.name)
        return followed(page, cursor, request({ config, ...about(parent), ...placeOf(page, cursor) }))
      }
      if (source.kind === 'changes') {
        const { page, request } = feedOf(source.name)
        return followed(page, cursor, request({ config, ...about(parent), ...placeOf(page, cursor) }))
      }
      if (source.kind === 'one') {
        const { one } = resourcesOf(source.name)
        if (!one) throw new Error(`the listing "${source.name}" cannot read one object`)
        return one({ config, externalId: (parent as Parent).externalId })
      }
      const { page = ONE_PAGE, request } = readOf(source.name)
      return followed(
        page,
        cursor,
        request(config, { ...(parent !== undefined && { parent }), ...placeOf(page, cursor) }),
      )
    },
    normalise: ({ stream: name, bytes, headers, cursor }) => {
      const stream = polledOf(name)
      const { body, rows } = listIn(bytes, stream)
      return {
        rows: rows.map(item => touchedBy([...resources, ...grants], readRow(stream, item))),
        ...onward(stream.page, { body, headers, rows, cursor }),
      }
    },
    normaliseRows: ({ stream: name, rows }) => {
      const stream = found(streams, name, 'stream')
      return { rows: rows.map(row => touchedBy([...resources, ...grants], readRow(stream, row))) }
    },
    exportStep: ask => exports.step(ask),
    listed: ask => {
      const feed = ask.from === 'changes' ? feedOf(ask.listing) : null
      return readListed(listingOf(ask.listing), feed, ask)
    },
    values: ({ read: name, bytes, headers, cursor }) => {
      const { rows: path, format, page = ONE_PAGE } = readOf(name)
      if (path === undefined) return { rows: null, body: parseBody(bytes), next: null, end: true }
      const { body, rows: all } = listIn(bytes, { rows: path, ...(format && { format }) })
      const rows = all.filter(row => !(row instanceof BrokenRow))
      return { rows, body: null, ...onward(page, { body, headers, rows, cursor }) }
    },
    judgeRows: ({
      read: name,
      checks,
      beside,
      parameters,
      most,
      bytes,
      headers = {},
      cursor = null,
      rows: given,
      keepsRows,
    }) => {
      const { rows: path = '', format, page = ONE_PAGE } = readOf(name)
      const list = bytes ? listIn(bytes, { rows: path, ...(format && { format }) }) : { body: null, rows: given ?? [] }
      const tallies = checks.map(each => {
        const check = found(connector.checks, each, 'check')
        const read = Object.fromEntries(check.reads.flatMap(one => (one === name ? [] : [[one, beside[one]]])))
        return judgeRows(check, list.rows, { read, parameters: parametersOf(check, parameters[each]), most })
      })
      const rows = list.rows.filter(row => !(row instanceof BrokenRow))
      return {
        tallies,
        rows: keepsRows ? rows : null,
        ...(bytes ? onward(page, { body: list.body, headers, rows, cursor }) : { next: null, end: true }),
      }
    },
    assess: ({ check: name, read, parameters }) => {
      const check = found(connector.checks, name, 'check')
      if (!check.judge) throw new Error(`the check "${name}" is for people to look at`)
      return check.judge(read, parametersOf(check, parameters))
    },
    act: ({ action: name, step, config, target, parameters, now, found: seen, remembered, answer = NO_ANSWER }) => {
      const action = found(connector.actions, name, 'action')
      const parsed = action.input.safeParse(parameters)
      if (!parsed.success) return { misfits: misfits(parsed.error) }
      const input = {
        config,
        target,
        parameters: parsed.data,
        ...(now !== undefined && { now }),
        ...(seen && { found: seen }),
        ...(remembered !== undefined && { remembered }),
      }
      if (step === 'lookup' && action.lookup) return { requests: [action.lookup(input)] }
      if (step === 'remember' && action.remember) return { remembered: action.remember(input) ?? null }
      if (step === 'request') return { requests: [action.request(input)].flat() }
      if (step === 'confirmRequest' && action.confirm) return { requests: [action.confirm.request(input)] }
      if (step === 'confirm' && action.confirm) return { confirmation: action.confirm.judge(answer, input) }
      if (step === 'undoRequest' && action.undo) return { requests: [action.undo.request(input)].flat() }
      if (step === 'undo' && action.undo?.judge) return { confirmation: action.undo.judge(answer, input) }
      return { problems: [`The action "${name}" has no such step.`] }
    },
  }
}

const ONE_PAGE: PageStyle = { style: 'none' }
const NO_ANSWER = { status: 0, body: null }

const about = (parent: unknown): Pick<ListRequest, 'parent'> =>
  parent === undefined ? {} : { parent: parent as Parent }

function found<T extends { name: string }>(list: T[], name: string, kind: string): T {
  const one = list.find(item => item.name === name)
  if (!one) throw new Error(`the connector has no ${kind} "${name}"`)
  return one
}

const misfits = (error: z.ZodError) =>
  error.issues.slice(0, 100).map(({ path, message }) => ({ path: path.map(String), message }))

const problems = (error: z.ZodError) =>
  error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
