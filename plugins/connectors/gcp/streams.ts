import { defineStream } from '@casbah/sdk'
import { activity } from './activity.ts'
import { auditEntries } from './entries.ts'
import { entry, type LogEntry } from './entry.ts'

/** Cloud Audit Logs of the whole organisation: what administrators did, who read data, what Google itself did, what a policy refused. */
export const streams = [
  defineStream<LogEntry>({
    name: 'audit',
    description: 'Cloud Audit Logs of the organisation, its folders and its projects: who called which method on what.',
    row: entry,
    pages: auditEntries,
    time: 'timestamp',
    // Google tells entries apart by these three, and holds two that agree in all of them for one.
    id: { fields: ['logName', 'timestamp', 'insertId'] },
    intervalSeconds: 15,
    windowSeconds: 604_800,
    delaySeconds: null,
    latenessSeconds: 3_600,
    retentionDays: 400,
    secrets: [
      'protoPayload.response.privateKeyData',
      'protoPayload.response.private_key_data',
      'protoPayload.response.keyString',
      'protoPayload.response.accessToken',
      'protoPayload.response.signedJwt',
      'protoPayload.response.signedBlob',
      'protoPayload.request.payload',
      'protoPayload.request.instance.rootPassword',
      'protoPayload.request.body.rootPassword',
      'protoPayload.request.body.password',
    ],
    scopes: ['logging.logEntries.list', 'logging.privateLogEntries.list', 'cloudasset.assets.searchAllResources'],
    toActivities: row => [activity(row)],
  }),
]
