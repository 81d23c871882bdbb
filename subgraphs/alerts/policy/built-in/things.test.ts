import type { Topics } from '@casbah/kit'
import { judgeThings } from '../../detection/resource/judge-things.ts'
import type { ThingTopic } from '../../detection/resource/thing-kinds.ts'
import { builtInPolicies } from '../../detection/offline.ts'
import { minute } from '../../testing/activity.ts'
import { openAlerts } from '../../testing/open.ts'
import { builtInId } from './index.ts'
import { THING_STORIES } from './testing/thing-stories.ts'

type Change = Topics[ThingTopic]

let bed: Awaited<ReturnType<typeof openAlerts>>
let tenants = 0

beforeAll(async () => {
  bed = await openAlerts()
})
afterAll(() => bed.close())

describe.each(Object.entries(THING_STORIES))('%s', (slug, { kind, fires, quiet, found }) => {
  /** Ids of the things that entries told one after the other made the policy raise. */
  async function raised(entries: Change[][], tenant = `tenant-${tenants++}`): Promise<string[]> {
    const policies = builtInPolicies(tenant)
    const keys: string[] = []
    for (const entry of entries) {
      const judged = await bed.feeder.write(tenant, tx => judgeThings(tx, kind, entry, async () => policies, minute(5)))
      expect([...judged.failures]).toEqual([])
      const own = judged.found.filter(({ policy }) => policy.id === builtInId(tenant, slug))
      keys.push(...own.map(({ match }) => match.key))
    }
    return keys
  }
  const key = `${kind.of}:${fires.id}`

  it('matches what it is for, and not what is nearly that', async () => {
    expect(await raised([[fires]])).toEqual([key])
    for (const near of quiet) expect(await raised([[near]])).toEqual([])
  })

  it('matches once what goes on as it is', async () => {
    expect(await raised([[fires], [fires]])).toEqual([key])
    expect(await raised([[fires, fires]])).toEqual([key])
  })

  it('raises nothing on what is found rather than happened, and knows it from then on', async () => {
    expect(await raised([[found]])).toEqual([])
    expect(await raised([[found], [fires]])).toEqual([])
  })

  it('keeps to its tenant', async () => {
    const [one, other] = [`tenant-${tenants++}`, `tenant-${tenants++}`]
    expect(await raised([[found]], one)).toEqual([])
    expect(await raised([[fires]], other)).toEqual([key])
    expect(await raised([[fires]], one)).toEqual([])
  })

  it('raises the same in whichever order two things change, in one entry or in two', async () => {
    const [second, near] = [fires, quiet[0]!].map(each => ({ ...each, id: 'other' }))
    for (const [other, expected] of [
      [second!, [key, `${kind.of}:other`].sort()],
      [near!, [key]],
    ] as const)
      for (const changes of [
        [fires, other],
        [other, fires],
      ])
        for (const entries of [[changes], changes.map(each => [each])])
          expect((await raised(entries)).sort()).toEqual(expected)
  })
})
