import type { StoredActivity } from '@casbah/kit'
import { activity } from '../../../testing/activity.ts'
import { at, daily, day, DetectorTrial, somebody } from '../../../testing/detector-trial.ts'

const unusual = new DetectorTrial('unusual-isp-for-oauth-app')
const by = (sensitivity: string) => new DetectorTrial('unusual-isp-for-oauth-app', { sensitivity })

const bot: Partial<StoredActivity> = {
  actor: { id: 'client-1', email: null, name: 'Sync client', kind: 'service' },
  userId: null,
  accountId: null,
}
const learnt = daily('usual', 0, 31, { ...bot, ip: at('US', { asn: 16509, isp: 'Amazon' }) })
const strange = (n: number, minutes = 1, ip = at('RU', { asn: 12389, isp: 'Rostelecom' })): StoredActivity =>
  activity(`s-${n}-${minutes}`, { ...bot, time: day(n, minutes), ip })

describe('unusual ISP for an OAuth app', () => {
  it('fires on a network that the app was not seen at, once a day until three have confirmed it', () => {
    const { fired, kept } = unusual.always([
      ...learnt,
      strange(31),
      strange(31, 9),
      ...[32, 33, 34].map(n => strange(n)),
    ])
    expect(fired).toEqual(
      ['s-31-1', 's-32-1', 's-33-1'].map(
        id => `${id}: Sync client reached Okta from an unusual network, Rostelecom (AS12389)`,
      ),
    )
    expect(kept).toEqual([])
  })

  it('learns for thirty days; what it saw then is usual', () => {
    expect(unusual.always([...learnt.slice(0, 29), strange(29)]).fired).toEqual([])
    expect(unusual.explain(learnt.slice(0, 29), strange(29)).summary).toMatch(/29 of 30 days/)
    expect(unusual.always([strange(0), ...learnt.slice(1), strange(40)]).fired).toEqual([])
  })

  it('learns an app anew that was away for more than 90 days', () => {
    expect(unusual.always([...learnt, strange(130), strange(131)]).fired).toEqual([])
  })

  it.each([
    ['a person', { ...strange(31), ...somebody(1) }],
    ['a failure', { ...strange(31), outcome: 'FAILURE' as const }],
    ['another app of the tenant, not learnt yet', { ...strange(31), actor: { ...bot.actor!, id: 'client-2' } }],
    ['a network that is not known', { ...strange(31), ip: at('RU') }],
  ])('does not fire on %s', (_, event) => expect(unusual.always([...learnt, event]).fired).toEqual([]))

  it('takes sessions of one role of AWS for one', () => {
    const role = (session: string) => ({
      connector: 'aws',
      actor: { id: `AROA1:${session}`, email: null, name: `deploy/${session}`, kind: 'service' as const },
    })
    const story = learnt.map((event, n) => ({ ...event, ...role(`run-${n}`) }))
    expect(unusual.always([...story, { ...strange(31), ...role('run-x') }]).fired).toHaveLength(1)
  })

  it("keeps the tenant's own networks back at every sensitivity", () => {
    for (const sensitivity of ['LOW', 'MEDIUM', 'HIGH'])
      expect(
        by(sensitivity).always([...learnt, strange(31, 1, at('RU', { asn: 1, networkTag: 'CORPORATE' }))]).kept,
      ).toEqual(['s-31-1: system:own-network'])
  })

  it('keeps apps of many networks back, unless the sensitivity is HIGH', () => {
    const roaming = learnt.map((event, n) => ({ ...event, ip: at('US', { asn: 100 + (n % 10) }) }))
    expect(unusual.always([...roaming, strange(31)]).kept).toEqual(['s-31-1: user:many-networks'])
    expect(by('LOW').always([...roaming, strange(31)]).kept).toHaveLength(1)
    expect(by('HIGH').always([...roaming, strange(31)]).fired).toHaveLength(1)
  })

  it('keeps networks that are common in the tenant back at LOW alone', () => {
    const people = Array.from({ length: 6 }, (_, n) =>
      daily(`c${n}`, 0, 3, { ...somebody(n), ip: at('RU', { asn: 12389 }) }),
    ).flat()
    const story = [...learnt, ...people, strange(31)]
    expect(by('LOW').always(story).kept).toEqual(['s-31-1: tenant:common-network'])
    for (const sensitivity of ['MEDIUM', 'HIGH']) expect(by(sensitivity).always(story).fired).toHaveLength(1)
  })

  it('learns from history, but nothing from Tor, proxies and attackers', () => {
    const past = learnt.map(event => ({ ...event, lane: 'history' as const }))
    expect(unusual.outcome([...past, strange(31)]).fired).toHaveLength(1)
    const tor = [31, 32, 33, 34].map(n => strange(n, 1, at('RU', { asn: 12389, networkTag: 'TOR' })))
    expect(unusual.always([...learnt, ...tor]).fired).toHaveLength(4)
  })
})
