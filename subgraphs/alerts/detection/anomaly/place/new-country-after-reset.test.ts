import type { StoredActivity } from '@casbah/kit'
import { activity } from '../../../testing/activity.ts'
import { at, daily, day, DetectorTrial, somebody } from '../../../testing/detector-trial.ts'

const after = new DetectorTrial('new-country-after-reset')
const by = (sensitivity: string) => new DetectorTrial('new-country-after-reset', { sensitivity })

const learnt = daily('de', 0, 10, { ip: at('DE', { asn: 3320 }) })
const admin = somebody(1)
const reset = (action = 'mfa.reset', parts: Partial<StoredActivity> = {}): StoredActivity =>
  activity('reset', {
    ...admin,
    action,
    time: day(10),
    targets: [{ kind: 'user', id: 'vendor-ann', name: 'Ann', email: null }],
    targetAccountIds: ['account-ann'],
    ...parts,
  })
const signIn = (minutes: number, parts: Partial<StoredActivity> = {}): StoredActivity =>
  activity(`in-${minutes}`, { time: day(10, minutes), ip: at('NG', { asn: 29465 }), ...parts })

describe('new country after a reset', () => {
  it('fires on the first sign-in, names the reset and cites it', () => {
    expect(after.always([...learnt, reset(), signIn(60), signIn(70)])).toEqual({
      fired: [
        'in-60: Ann Lee signed in to Okta from NG for the first time, 60 minutes after a reset of the second factor',
      ],
      kept: [],
    })
    const [match] = after.matches([...learnt, reset(), signIn(60)]).fired
    expect(match!.cited.map(each => each.id)).toEqual(['reset', 'in-60'])
    expect(match!.explanation.measures[0]).toMatchObject({ value: 3600, threshold: 86_400 })
  })

  it.each(['password.reset', 'password.change', 'mfa.enable', 'mfa.disable', 'mfa.create', 'recovery.update'])(
    'takes %s for a reset',
    action => expect(after.always([...learnt, reset(action), signIn(5)]).fired).toHaveLength(1),
  )

  it('fires too when the one who signs in did the reset, from the new country itself', () => {
    const own = activity('reset', { action: 'password.reset', time: day(10), ip: at('NG') })
    expect(after.always([...learnt, own, signIn(5)]).fired).toHaveLength(1)
  })

  it.each([
    ['a known country', [reset(), signIn(60, { ip: at('DE') })], /before the reset/],
    ['a sign-in before the reset', [signIn(-60), reset()], null],
    ['a sign-in over 24 hours later', [reset(), signIn(25 * 60)], /over the 24 hours/],
    [
      "a reset of somebody else's account",
      [reset('mfa.reset', { targetAccountIds: ['account-bob'] }), signIn(5)],
      /No reset/,
    ],
    ['a refused reset', [reset('mfa.reset', { outcome: 'FAILURE' }), signIn(5)], /No reset/],
    ['what is no sign-in', [reset(), signIn(5, { action: 'file.read' })], null],
  ] as [string, StoredActivity[], RegExp | null][])('does not fire on %s', (_, story, reason) => {
    expect(after.always([...learnt, ...story])).toEqual({ fired: [], kept: [] })
    if (reason) expect(after.explain([...learnt, story[0]!], story[1]!).summary).toMatch(reason)
  })

  it('learns for seven days', () => {
    const shorter = learnt.slice(4)
    expect(after.always([...shorter, reset(), signIn(5)])).toEqual({ fired: [], kept: [] })
    expect(after.explain([...shorter, reset()], signIn(5)).summary).toMatch(/Still learning.*6 of 7/)
  })

  it('keeps back what the system knows at every sensitivity, of the person unless HIGH, of the tenant at LOW', () => {
    const colleagues = Array.from({ length: 6 }, (_, n) =>
      daily(`c${n}`, 0, 3, { ...somebody(n), ip: at('NG') }),
    ).flat()
    for (const [ip, name, used] of [
      [{ networkTag: 'VPN' }, 'system:hidden-network', ['LOW', 'MEDIUM', 'HIGH']],
      [{ networkTag: 'CORPORATE' }, 'system:own-network', ['LOW', 'MEDIUM', 'HIGH']],
      [{ asn: 3320 }, 'user:usual-network', ['LOW', 'MEDIUM']],
      [{ asn: 29465 }, 'tenant:common-country', ['LOW']],
    ] as [object, string, string[]][])
      for (const sensitivity of ['LOW', 'MEDIUM', 'HIGH']) {
        const story = [
          ...learnt,
          ...(name.startsWith('tenant') ? colleagues : []),
          reset(),
          signIn(5, { ip: at('NG', ip) }),
        ]
        const { fired, kept } = by(sensitivity).always(story)
        expect([name, sensitivity, kept]).toEqual([
          name,
          sensitivity,
          used.includes(sensitivity) ? [`in-5: ${name}`] : [],
        ])
        expect(fired).toHaveLength(used.includes(sensitivity) ? 0 : 1)
      }
  })

  it('learns resets and places from history', () => {
    const past = [...learnt, reset()].map(event => ({ ...event, lane: 'history' as const }))
    expect(after.outcome([...past, signIn(5)]).fired).toHaveLength(1)
  })
})
