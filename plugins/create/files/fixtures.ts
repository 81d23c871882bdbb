import type { Plan } from '../answers.ts'

export function fixturesFile({ name }: Plan): string {
  return `import type { Fixtures } from '@casbah/testkit'
import { createVendor } from './vendor.ts'

/** A row as ${name} gives it. */
const row = (index: number, time: number) => ({
  id: 'event-' + index,
  occurredAt: new Date(time).toISOString(),
  type: 'user.login',
  actor: { id: 'u-ben', email: 'ben@acme.example', name: 'Ben Example' },
  ip: '198.51.100.7',
  userAgent: 'Mozilla/5.0',
  session: 'session-' + index,
  result: 'success',
})

/** What the contract kit needs to know of ${name}. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: createVendor,
  streams: { 'audit-log': { marker: 'id', row } },
  // Rows that matter, with what they must become; recorded ones are the best.
  samples: [
    {
      stream: 'audit-log',
      row: { ...row(1, 0), type: 'user.suspended', result: 'failure', reason: 'not allowed' },
      activities: [{ vendorAction: 'user.suspended', outcome: 'FAILURE', outcomeReason: 'not allowed' }],
    },
  ],
  accounts: [
    { externalId: 'u-ada', status: 'ACTIVE', email: 'ada@acme.example', isAdmin: true, mfaEnabled: true },
    { externalId: 'u-ben', status: 'ACTIVE', email: 'ben@acme.example', isAdmin: false },
    { externalId: 'u-eve', status: 'DELETED' },
  ],
  checks: {
    'second-factor': { fail: vendor => void (vendor.settings.security = { mfaRequired: false }) },
  },
  actions: {
    'suspend-user': { target: { externalId: 'u-ben', email: 'ben@acme.example' } },
  },
}
`
}

export function contractTestFile(): string {
  return `import { describe, it } from 'node:test'
import { testConnector } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import connector from './index.ts'

testConnector(connector, fixtures, { describe, it })
`
}
