import type { Action, Connector, Inventory, ResourceListing, Stream } from '@casbah/sdk'
import { z } from 'zod'
import { touchesOf } from './touches.ts'
import type { ActionData, ConnectorDescription, ListingData, ListingKind, StreamData } from './description.ts'

/** What a connector says of itself, without its functions. */
export function describeConnector(connector: Connector): ConnectorDescription {
  const { config, probe: _probe, scopes, ...card } = connector.card
  return {
    card: {
      ...card,
      config: jsonSchema(config),
      scopes: scopes.map(({ probe, ...scope }) => ({ ...scope, probed: probe !== undefined })),
    },
    streams: connector.streams.map(describeStream),
    vocabulary: connector.vocabulary,
    vocabularyCoverage: coverageOf(connector),
    listings: describeListings(connector.inventory),
    reads: Object.fromEntries(
      Object.entries(connector.reads).map(([name, { scope, answers, each, rows }]) => [
        name,
        { scope, list: rows !== undefined, ...(answers && { answers }), ...(each && { each }) },
      ]),
    ),
    checks: connector.checks.map(({ judge: _judge, judgeRow: _judgeRow, parameters, touchedBy, ...data }) => {
      const touches = touchesOf({ reads: data.reads, touchedBy }, connector.reads)
      return {
        ...data,
        ...(touches.length > 0 && { touchedBy: touches }),
        ...(parameters && { parameters: jsonSchema(parameters) }),
      }
    }),
    actions: connector.actions.map(describeAction),
  }
}

function describeStream(stream: Stream): StreamData {
  const { row: _row, toActivities: _to, time: _time, id: _id, ...rest } = stream
  if ('intake' in rest) return { kind: 'pushed', ...rest }
  if ('pages' in rest) {
    const { pages: _pages, partitions: _partitions, ...data } = rest
    return { kind: 'exported', ...data }
  }
  const { request: _request, partitions: _partitions, ...data } = rest
  return { kind: 'polled', ...data }
}

const KINDS: ListingKind[] = ['accounts', 'groups', 'resources', 'grants', 'domains']

function describeListings(inventory: Inventory): ListingData[] {
  return KINDS.flatMap(kind =>
    (inventory[kind] ?? []).map(listing => {
      const { name, each, scopes, page, answers } = listing
      const { changes, touched, one } = listing as Partial<ResourceListing>
      return {
        kind,
        name,
        ...(each && { each }),
        ...(answers && { answers }),
        scopes,
        page,
        changes: changes?.page ?? null,
        touched: touched !== undefined,
        one: one !== undefined,
      }
    }),
  )
}

function describeAction({ input, lookup, request: _, confirm, remember, undo, ...data }: Action): ActionData {
  return {
    ...data,
    input: jsonSchema(input),
    looksUp: lookup !== undefined,
    remembers: remember !== undefined,
    confirmable: confirm !== undefined,
    undoable: undo !== undefined,
    undoJudged: undo?.judge !== undefined,
  }
}

function coverageOf({ coverage }: Connector): number | null {
  return coverage && 'mapped' in coverage && coverage.documented > 0 ? coverage.mapped / coverage.documented : null
}

const jsonSchema = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
