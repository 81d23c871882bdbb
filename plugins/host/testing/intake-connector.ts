import { defineStream, type Connector, type Intake } from '@casbah/sdk'
import { z } from 'zod'
import { testConnector } from './test-connector.ts'

const row = z.looseObject({ kind: z.string() })

/** Pushed streams for every kind of signature and handshake, by name; their secrets are fields of the credentials. */
export const INTAKES: Record<string, Intake> = {
  /** As GitHub signs. */
  body: {
    signature: {
      type: 'hmac',
      header: 'X-Hub-Signature-256',
      algorithm: 'sha256',
      encoding: 'hex',
      prefix: 'sha256=',
      secret: '{push}',
    },
    rows: '',
    headers: ['X-GitHub-Event'],
  },
  /** As Slack signs and asks. */
  stamped: {
    signature: {
      type: 'hmac',
      header: 'X-Slack-Signature',
      algorithm: 'sha256',
      encoding: 'hex',
      prefix: 'v0=',
      secret: '{push}',
      signed: 'v0:{timestamp}:{body}',
      timestampHeader: 'X-Slack-Request-Timestamp',
    },
    handshake: {
      method: 'POST',
      from: { body: 'challenge' },
      bodyIncludes: 'url_verification',
      to: { field: 'challenge' },
      signed: true,
    },
    rows: 'events',
  },
  /** As Microsoft Graph asks. */
  query: {
    signature: { type: 'token', query: 'key', secret: '{push}' },
    handshake: { method: 'POST', from: { query: 'validationToken' }, to: { text: true } },
    rows: 'value',
  },
  /** As Okta asks. */
  header: {
    signature: { type: 'token', header: 'Authorization', prefix: 'Bearer ', secret: '{push}' },
    handshake: { method: 'GET', from: { header: 'X-Okta-Verification-Challenge' }, to: { field: 'verification' } },
    rows: 'data.events',
  },
  /** As web hooks of CloudEvents ask. */
  basic: {
    signature: { type: 'basic', username: 'casbah', password: '{push}' },
    handshake: {
      method: 'OPTIONS',
      from: { header: 'WebHook-Request-Origin' },
      to: { header: 'WebHook-Allowed-Origin' },
    },
    rows: '',
  },
  base64: {
    signature: { type: 'hmac', header: 'X-Signature', algorithm: 'sha1', encoding: 'base64', secret: '{push}' },
    rows: '',
  },
}

/** The test connector with its polled log and these. */
export function intakeConnector(): Connector {
  const base = testConnector()
  const [auth] = base.card.auth
  const pushed = Object.entries(INTAKES).map(([name, intake]) =>
    defineStream<z.infer<typeof row>>({
      name,
      description: 'Pushed.',
      row,
      intake,
      time: 'time',
      id: name === 'base64' ? { hash: true } : { field: 'id' },
      delaySeconds: 0,
      retentionDays: null,
      secrets: ['secret'],
      scopes: [],
      toActivities: ({ kind }) => [{ vendorAction: kind, outcome: 'SUCCESS' }],
    }),
  )
  const fields = [...auth!.fields, { name: 'push', title: 'Push secret', secret: true, required: false }]
  return { ...base, card: { ...base.card, auth: [{ ...auth!, fields }] }, streams: [...base.streams, ...pushed] }
}
