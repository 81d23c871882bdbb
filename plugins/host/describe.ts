import type { Action, Connector } from '@casbah/sdk'
import { z } from 'zod'
import type { ActionData, ConnectorDescription } from './description.ts'

/** What a connector says of itself, without its functions. */
export function describeConnector(connector: Connector): ConnectorDescription {
  const { config, probe: _probe, ...card } = connector.card
  return {
    card: { ...card, config: jsonSchema(config) },
    streams: connector.streams.map(
      ({ row: _row, partitions: _p, request: _r, toActivities: _t, time: _time, id: _id, ...data }) => data,
    ),
    vocabulary: connector.vocabulary,
    listings: connector.inventory.accounts.map(({ name, scopes }) => ({ name, scopes })),
    reads: Object.fromEntries(
      Object.entries(connector.reads).map(([name, { scope, answers, rows }]) => [
        name,
        { scope, answers, list: rows !== undefined },
      ]),
    ),
    checks: connector.checks.map(({ judge: _judge, ...data }) => data),
    actions: connector.actions.map(describeAction),
  }
}

function describeAction({ input, request: _request, confirm, undo, ...data }: Action): ActionData {
  return {
    ...data,
    input: jsonSchema(input),
    confirmable: confirm !== undefined,
    undoable: undo !== undefined,
    undoJudged: undo?.judge !== undefined,
  }
}

const jsonSchema = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
