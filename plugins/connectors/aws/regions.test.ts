import { setImmediate as turn } from 'node:timers/promises'
import { createAws, inWorld, person, type AwsSettings, type Fixtures } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import aws from './index.ts'

const OPT_IN = 'me-south-1'

/** An account whose regions nobody named, and one more as soon as it opts in. It has two of those that every account has, since time goes too fast here for all. */
const unnamed: Fixtures = {
  ...fixtures,
  vendor: ({ now }) => {
    // A minute of this clock passes while the machine stands still for a moment, so that it answers as of when it was asked.
    let asked: number | null = null
    const vendor = createAws({
      accountId: '123456789012',
      accessKeyId: 'AKIAEXAMPLEEXAMPLE01',
      secretAccessKey: 'secret/access+key/of+acme',
      regions: ['us-east-1', 'ap-northeast-3', OPT_IN],
      findsRegions: true,
      now: () => asked ?? now(),
      accounts: [person('ada')],
      logBucket: { name: 'trail-of-acme' },
      settings: { enabledRegions: ['ap-northeast-3', 'us-east-1'] },
    })
    return {
      ...vendor,
      answer: request => {
        const at = /^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/.exec(request.headers['x-amz-date'] ?? '')
        asked = at && Date.parse(`${at[1]}-${at[2]}-${at[3]}:${at[4]}:${at[5]}`)
        const answer = vendor.answer(request)
        asked = null
        return answer
      },
    }
  },
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !holds(); await turn())
    if (Date.now() > end) throw new Error('it did not come to hold in time')
}

const row = (stream: string, index: number, time: number, awsRegion: string) => ({
  ...fixtures.streams[stream]!.row(index, time),
  awsRegion,
})

describe('regions that are left out', () => {
  it('are read as the account has them, and one that it opts into later with its past', () =>
    inWorld({ connector: aws, fixtures: unnamed }, {}, async world => {
      const { vendor, store, server, app } = world
      const settings = vendor.settings as unknown as AwsSettings
      const read = (stream: string) => store.activities.filter(one => one.stream === stream).map(one => one.vendorId)
      const asked = (host: string) => server.requests.filter(request => request.host.startsWith(host)).length
      const ago = (hours: number) => world.vendorNow() - hours * 3_600_000
      await world.newHost()
      vendor.emit([row('cloudtrail', 1, ago(1), 'us-east-1'), row('cloudtrail', 2, ago(1), 'ap-northeast-3')])
      await world.host.start(app)
      await until(() => read('cloudtrail').length === 2)
      expect(asked(`cloudtrail.${OPT_IN}.`)).toBe(0)

      settings.enabledRegions.push(OPT_IN)
      vendor.emit([row('cloudtrail', 3, ago(40), OPT_IN), row('cloudtrail', 4, ago(0), OPT_IN)])
      vendor.emit([row('cloudtrail-objects', 5, ago(0), OPT_IN)])
      await world.clock.sleep(61_000)
      const [isRead, isWatched] = await world.host.assess(app, ['regions-read', 'guardduty'])
      expect(isRead).toMatchObject({ status: 'PASS', message: '3 of 3 enabled regions are read.' })
      expect(isWatched?.message).toBe('GuardDuty is on in 3 of 3 regions.')
      await until(() => read('cloudtrail').length === 4 && read('cloudtrail-objects').length === 1)
      expect([...read('cloudtrail'), ...read('cloudtrail-objects')].toSorted()).toEqual([
        'data-5',
        'event-1',
        'event-2',
        'event-3',
        'event-4',
      ])

      settings.enabledRegions.pop()
      await world.clock.sleep(61_000)
      const [again] = await world.host.assess(app, ['regions-read'])
      expect(again?.message).toBe('2 of 2 enabled regions are read.')
      await until(() => asked('cloudtrail.us-east-1.') > 0)
      const before = asked(`cloudtrail.${OPT_IN}.`)
      await world.clock.sleep(60_000)
      expect(asked(`cloudtrail.${OPT_IN}.`) - before).toBeLessThan(3)
      expect(server.violations).toEqual([])
    }))
})
