import { containmentOf, weigh, type Other } from './precedence.ts'

const other = (spec: string, containment: number, state = 'QUEUED'): Other => ({ id: spec, spec, state, containment })
const wanted = (spec: string, containment: number) => ({ spec, containment })

describe('of two actions on one target the stronger wins', () => {
  it.each<[string, ReturnType<typeof wanted>, Other[], string]>([
    ['alone', wanted('suspend', 40), [], 'goes'],
    ['a weaker one waits', wanted('suspend', 40), [other('end-sessions', 10)], 'goes, instead of end-sessions'],
    [
      'a weaker one awaits approval',
      wanted('suspend', 40),
      [other('end-sessions', 10, 'AWAITING_APPROVAL')],
      'goes, instead of end-sessions',
    ],
    ['a weaker one was sent', wanted('suspend', 40), [other('end-sessions', 10, 'RUNNING')], 'goes'],
    ['a weaker one is done', wanted('suspend', 40), [other('end-sessions', 10, 'SUCCEEDED')], 'goes'],
    ['a stronger one waits', wanted('end-sessions', 10), [other('suspend', 40)], 'STRONGER suspend'],
    ['a stronger one is done', wanted('end-sessions', 10), [other('suspend', 40, 'SUCCEEDED')], 'STRONGER suspend'],
    ['as strong a one', wanted('deactivate', 40), [other('suspend', 40)], 'goes'],
    ['the same waits', wanted('suspend', 40), [other('suspend', 40)], 'SAME suspend'],
    ['the same is done', wanted('suspend', 40), [other('suspend', 40, 'SUCCEEDED')], 'SAME suspend'],
    ['a mail beside what is stronger', wanted('notify', 0), [other('suspend', 40)], 'goes'],
    ['a mail is not taken back', wanted('suspend', 40), [other('notify', 0)], 'goes'],
    ['the same mail', wanted('notify', 0), [other('notify', 0, 'SUCCEEDED')], 'SAME notify'],
  ])('%s', (_, action, others, expected) => {
    const verdict = weigh(action, others)
    const told = verdict.goes
      ? ['goes', ...verdict.supersedes.map(({ spec }) => `instead of ${spec}`)].join(', ')
      : `${verdict.why} ${verdict.because.spec}`
    expect(told).toBe(expected)
  })

  it('is what the connector says, else what its effect says', () => {
    expect(containmentOf({ effect: 'DISRUPTIVE', containment: 10 })).toBe(10)
    expect((['DISRUPTIVE', 'REVERSIBLE', 'DESTRUCTIVE'] as const).map(effect => containmentOf({ effect }))).toEqual([
      20, 40, 60,
    ])
  })
})
