import type { NetworkTag, StoredActivity } from '@casbah/kit'
import { activity } from '../../../testing/activity.ts'
import { at, daily, day, DetectorTrial, somebody } from '../../../testing/detector-trial.ts'

const learnt = daily('de', 0, 10, { ip: at('DE', { asn: 3320 }) })
const flagged = (tag: NetworkTag | null, n = 10, parts: Partial<StoredActivity> = {}): StoredActivity =>
  activity(`f-${n}`, {
    time: day(n, 5),
    ip: at('NL', { address: '198.51.100.7', asn: 60729, networkTag: tag }),
    ...parts,
  })
const service = { id: 'bot', email: null, name: 'Build bot', kind: 'service' } as const

describe.each([
  ['anonymous-ip', 'TOR', /198\.51\.100\.7 \(NL\), an exit of the Tor network/],
  ['anonymous-ip', 'PROXY', /an anonymous proxy/],
  ['suspicious-ip', 'RISKY', /known for attacks/],
] as const)('%s on %s', (detector, tag, title) => {
  const trial = new DetectorTrial(detector)
  const by = (sensitivity: string) => new DetectorTrial(detector, { sensitivity })

  it('fires at once, on people and services', () => {
    for (const parts of [{}, { actor: service, userId: null, accountId: null }]) {
      const { fired, kept } = trial.always([flagged(tag, 0, parts)])
      expect(fired).toEqual([expect.stringMatching(title)])
      expect(kept).toEqual([])
    }
  })

  it.each([
    ['a failure', flagged(tag, 0, { outcome: 'FAILURE' })],
    ['an ordinary address', flagged(null, 0)],
    ["the tenant's own", flagged('CORPORATE', 0)],
    ['the vendor itself', flagged(tag, 0, { actor: { ...service, kind: 'system' } })],
  ])('does not fire on %s', (_, event) => {
    expect(trial.always([event])).toEqual({ fired: [], kept: [] })
    expect(trial.explain([], event).matched).toBe(false)
  })

  it('keeps an address that many share for a week back at every sensitivity', () => {
    const many = Array.from({ length: 12 }, (_, n) => flagged(tag, 0, { id: `s${n}`, time: day(0, n), ...somebody(n) }))
    for (const sensitivity of ['LOW', 'MEDIUM', 'HIGH']) {
      expect(by(sensitivity).always([...many, flagged(tag, 7)]).kept).toEqual(['f-7: system:shared-address'])
      // As many in less than a week are rather an attack.
      expect(by(sensitivity).always([...many, flagged(tag, 6)]).fired).toHaveLength(13)
    }
  })

  it('counts who shares an address, whether its country is known or not', () => {
    const nowhere = { ip: at(null, { address: '198.51.100.7', networkTag: tag }) }
    const many = Array.from({ length: 12 }, (_, n) =>
      flagged(tag, 0, { id: `s${n}`, time: day(0, n), ...somebody(n), ...nowhere }),
    )
    expect(trial.always([...many, flagged(tag, 7, nowhere)]).kept).toEqual(['f-7: system:shared-address'])
  })

  it('keeps the usual network of the person back, unless the sensitivity is HIGH', () => {
    const used = [10, 11, 12].map(n => flagged(tag, n))
    const story = [...learnt, ...used, flagged(tag, 13)]
    expect(trial.always(story).kept).toEqual(['f-13: user:usual-network'])
    expect(by('LOW').always(story).kept).toHaveLength(1)
    expect(by('HIGH').always(story)).toMatchObject({ kept: [], fired: { length: 4 } })
    // Not yet while the person is learnt.
    expect(trial.always([1, 2, 3, 4].map(n => flagged(tag, n))).fired).toHaveLength(4)
  })

  it('keeps networks that are common in the tenant back at LOW alone', () => {
    const colleagues = Array.from({ length: 6 }, (_, n) =>
      daily(`c${n}`, 0, 3, { ...somebody(n), ip: at('NL', { asn: 60729 }) }),
    ).flat()
    const story = [...colleagues, flagged(tag)]
    expect(by('LOW').always(story).kept).toEqual(['f-10: tenant:common-network'])
    for (const sensitivity of ['MEDIUM', 'HIGH']) expect(by(sensitivity).always(story).fired).toHaveLength(1)
  })

  it('learns from history, which raises nothing', () => {
    const past = [...learnt, ...[10, 11, 12].map(n => flagged(tag, n))].map(event => ({
      ...event,
      lane: 'history' as const,
    }))
    expect(trial.outcome([...past, flagged(tag, 13)])).toEqual({ fired: [], kept: ['f-13: user:usual-network'] })
  })
})

describe('anonymous-ip', () => {
  it('takes VPN services in when told so', () => {
    expect(new DetectorTrial('anonymous-ip').always([flagged('VPN')]).fired).toEqual([])
    expect(new DetectorTrial('anonymous-ip', { includeVpn: true }).always([flagged('VPN')]).fired).toEqual([
      expect.stringMatching(/a VPN service/),
    ])
  })
})
