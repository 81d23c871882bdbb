import { defineStream, type Connector, type Export, type ExportedStream } from '@casbah/sdk'
import { z } from 'zod'
import { testConnector } from './test-connector.ts'

const row = z.looseObject({ kind: z.string(), who: z.string().nullish() })

/** The test connector with a log that is exported instead of polled. */
export function exportConnector(pages: Export, changes: Partial<ExportedStream> = {}): Connector {
  const stream = defineStream<z.infer<typeof row>>({
    name: 'log',
    description: 'The log.',
    row,
    pages,
    time: 'time',
    id: { field: 'id' },
    intervalSeconds: 0.01,
    delaySeconds: null,
    latenessSeconds: 3600,
    retentionDays: 30,
    secrets: ['secret'],
    scopes: ['log'],
    toActivities: ({ kind, who }) => [
      { vendorAction: kind, outcome: 'SUCCESS', actor: who ? { id: who, email: who } : undefined },
    ],
  })
  return { ...testConnector(), streams: [{ ...stream, ...changes } as ExportedStream] }
}
