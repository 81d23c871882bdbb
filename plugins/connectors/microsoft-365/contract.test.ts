import { testConnector, trialsOf } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import microsoft from './index.ts'

/** The five content types come out of one factory, as do the two logs of Graph: of each one, and the one that has to be started first. */
const READ_THROUGH_TROUBLE = ['audit-exchange', 'dlp', 'sign-ins']

testConnector(
  { ...microsoft, streams: microsoft.streams.filter(({ name }) => READ_THROUGH_TROUBLE.includes(name)) },
  { ...fixtures, streams: Object.fromEntries(READ_THROUGH_TROUBLE.map(name => [name, fixtures.streams[name]!])) },
)

describe('Microsoft 365: all audit logs', () => {
  for (const { section, name, run } of trialsOf(microsoft, fixtures, []))
    if (section === 'stream' && /read whole|not there|unknown/.test(name)) it(name, run, 120_000)
})
