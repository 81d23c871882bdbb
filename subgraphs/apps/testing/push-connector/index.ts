import { defineConnector, defineStream } from '@casbah/sdk'
import { z } from 'zod'
import fake from '../fake-connector/index.ts'

const [auth] = fake.card.auth

/** The fake connector with a stream that its vendor pushes. */
export default defineConnector({
  ...fake,
  card: {
    ...fake.card,
    slug: 'pusher',
    auth: [{ ...auth!, fields: [...auth!.fields, { name: 'push', title: 'Push secret', secret: true }] }],
  },
  streams: [
    ...fake.streams,
    defineStream({
      name: 'hooks',
      description: 'What is pushed.',
      row: z.looseObject({ id: z.string(), at: z.string(), who: z.string() }),
      intake: {
        signature: { type: 'hmac', header: 'x-signature', algorithm: 'sha256', encoding: 'hex', secret: '{push}' },
        handshake: { method: 'GET', from: { query: 'challenge' }, to: { text: true } },
        rows: 'events',
      },
      time: 'at',
      id: { field: 'id' },
      delaySeconds: 0,
      retentionDays: null,
      scopes: [],
      toActivities: row => [{ vendorAction: 'login', outcome: 'SUCCESS', actor: { id: row.who } }],
    }),
  ],
})
