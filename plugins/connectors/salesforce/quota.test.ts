import { setImmediate as turn } from 'node:timers/promises'
import { createSalesforce, inWorld, type Fixtures, type Vendor } from '@casbah/testkit'
import { fixtures } from './fixtures.ts'
import salesforce from './index.ts'

const DAY = 86_400_000
const QUOTA = 2_000
const USED = 1_400
/** What is left besides a tenth of the quota has to last for a day. */
const PAUSE = DAY / (QUOTA * 0.9 - USED)
/** Pauses that are watched. */
const WATCHED = 6

/** An org of a small quota, much of which others have used; when it was asked. */
function busyOrg(asked: number[]): Fixtures['vendor'] {
  return ({ now }) => {
    const org = createSalesforce({ domain: 'acme.my.salesforce.com', now, accounts: [], quota: QUOTA })
    const answer: Vendor['answer'] = async request => {
      const given = await org.answer(request)
      if (!given.headers?.['sforce-limit-info']) return given
      asked.push(now())
      const usage = `api-usage=${USED + asked.length}/${QUOTA}`
      return { ...given, headers: { ...given.headers, 'sforce-limit-info': usage } }
    }
    return Object.assign(Object.create(org) as Vendor, { answer })
  }
}

it('asks so seldom that a whole day of it leaves a tenth of the quota to others', async () => {
  const asked: number[] = []
  // The first answer tells the quota; what went out before it is over with the first long pause.
  const pauses = () => {
    const all = asked.slice(1).map((time, index) => time - asked[index]!)
    const first = all.findIndex(pause => pause > PAUSE * 0.9)
    return first < 0 ? [] : all.slice(first)
  }
  await inWorld({ connector: salesforce, fixtures: { ...fixtures, vendor: busyOrg(asked) } }, {}, async world => {
    await (await world.newHost()).start(world.app)
    while (pauses().length < WATCHED) await turn()
  })
  // Together: of a request that a busy machine brings late, the pause before is the longer and the one after the shorter.
  const together = pauses().reduce((sum, pause) => sum + pause, 0)
  expect(together).toBeGreaterThan(PAUSE * 0.98 * (WATCHED - 1))
})
