import { chaosRun, createSalesforce, person, type Fixtures } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import salesforce from './index.ts'

/** An org without the licence for hourly files, read under the same schedules of trouble as any other. */
const without: Fixtures = {
  ...fixtures,
  streams: { 'event-log-files': fixtures.streams['event-log-files']! },
  vendor: ({ now, pageRows }) =>
    createSalesforce({
      domain: 'acme.my.salesforce.com',
      now,
      ...(pageRows && { pageRows }),
      accounts: [person('ada@acme.example', { id: '005000000000001AAA' })],
      settings: { eventLogs: 'daily' },
    }),
}
const connector = { ...salesforce, streams: salesforce.streams.filter(({ name }) => name === 'event-log-files') }

describe('an org without hourly files', () => {
  it.each([1, 2, 3])('is read by its daily ones, schedule %i', async seed =>
    expect(await chaosRun({ connector, fixtures: without }, seed)).toEqual([]),
  )
})
