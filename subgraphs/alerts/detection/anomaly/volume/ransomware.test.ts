import type { StoredActivity } from '@casbah/kit'
import { activity, minute, START } from '../../../testing/activity.ts'
import { anomalyPolicy, Bench, shuffled } from '../../../testing/anomaly.ts'
import { baseName, endingOf, isAppended } from './file-name.ts'

const DAY = 24 * 60

/** Files of these names are written, one a second. */
function written(prefix: string, names: readonly string[], at: number, parts: Partial<StoredActivity> = {}) {
  return names.map((name, n) =>
    activity(`${prefix}-${n}`, {
      action: 'file.rename',
      targets: [{ kind: 'file', id: `${prefix}-file-${n}`, name, email: null }],
      time: at + n * 1_000,
      ...parts,
    }),
  )
}

const named = (count: number, ending: string) => Array.from({ length: count }, (_, n) => `Plan ${n}.docx${ending}`)
/** Ten days of usual work: the tenant knows documents and pictures. */
const work = Array.from({ length: 10 }, (_, n) =>
  written(`work-${n}`, [...named(5, ''), 'photo.jpg', 'x.tar.gz'], minute((n - 10) * DAY)),
).flat()

function judged(events: readonly StoredActivity[], parameters: object = {}, past = work) {
  const bench = new Bench([anomalyPolicy('ransomware', parameters)])
  bench.judge(past.map(event => ({ ...event, lane: 'history' as const })))
  return bench.judge(events)
}
const counts = (events: readonly StoredActivity[], parameters: object = {}, past = work) =>
  judged(events, parameters, past)
    .found.at(-1)
    ?.match.explanation.measures.map(({ value }) => value) ?? null

describe('ransomware', () => {
  it.each<[string, string[], number[] | null]>([
    ['files with an ending of ransomware', named(5, '.lockbit'), [5, 0, 0]],
    ['one short of enough', named(4, '.lockbit'), null],
    ['a new ending appended to many files', named(20, '.q7x1z'), [0, 20, 0]],
    ['a new ending on one short of enough', named(19, '.q7x1z'), null],
    ['many new endings, each on few files', named(19, '.a1').concat(named(19, '.b2')), null],
    ['a new ending that is not appended', Array.from({ length: 30 }, (_, n) => `model-${n}.blend`), null],
    ['a known ending on many files', named(50, ''), null],
    ['a note and one file', ['HOW_TO_DECRYPT.txt', 'a.docx.lockbit'], [1, 0, 1]],
    ['a note alone', ['HOW_TO_DECRYPT.txt'], null],
    ['notes in three folders', ['a/!!RESTORE-FILES!!.txt', 'b/Restore_Files.html', 'RECOVER-FILES.hta'], [0, 0, 3]],
    ['names that only sound like it', ['Encrypted mail guide.pdf', 'locked-door.png', 'README.md'], null],
  ])('%s', (_, names, expected) => {
    expect(counts(written('x', names, START))).toEqual(expected)
  })

  it('counts different files within its window', () => {
    const again = written('x', named(5, '.lockbit'), START, {
      targets: [{ kind: 'file', id: 'f', name: 'a.docx.lockbit', email: null }],
    })
    expect(counts(again)).toBeNull()
    const slow = written('x', named(5, '.lockbit'), START).map((event, n) =>
      activity(event.id, { ...event, time: minute(n * 30), observedAt: minute(n * 30) }),
    )
    expect(counts(slow)).toBeNull()
  })

  it('knows no new ending before the tenant is learnt, but those of ransomware', () => {
    expect(counts(written('x', named(30, '.q7x1z'), START), {}, [])).toBeNull()
    expect(counts(written('x', named(30, '.lockbit'), START), {}, [])).toEqual([30, 0, 0])
  })

  const vault = (userId: string) =>
    Array.from({ length: 9 }, (_, n) =>
      written(`${userId}-${n}`, named(1, '.locked'), minute((n - 10) * DAY), { userId }),
    ).flat()
  it.each([
    ['MEDIUM', ['user-ann'], 'usual-for-person'],
    ['HIGH', ['user-ann'], undefined],
    ['LOW', ['bo', 'cy', 'di'], 'usual-in-tenant'],
    ['MEDIUM', ['bo', 'cy', 'di'], undefined],
    ['LOW', ['bo', 'cy'], undefined],
  ])('at sensitivity %s, where %s write such files: %s', (sensitivity, people, suppressedBy) => {
    const { found, suppressed } = judged(written('x', named(9, '.locked'), START), { sensitivity }, [
      ...work,
      ...people.flatMap(vault),
    ])
    expect(suppressed.map(({ match }) => match.suppressedBy)).toEqual(suppressedBy ? [suppressedBy] : [])
    expect(found).toHaveLength(suppressedBy ? 0 : 5)
    expect([...found, ...suppressed][0]!.match.explanation.suppressions.map(({ name }) => name)).toEqual([
      'vendor-itself',
      'usual-for-person',
      'usual-in-tenant',
    ])
  })

  it('comes to the same in any order, one by one, and across restarts', () => {
    const story = [...written('x', named(6, '.lockbit'), START), ...written('y', named(3, '.akira'), minute(300))]
    for (const order of [story, story.toReversed(), shuffled(story, 1), shuffled(story, 2)]) {
      let bench = new Bench([anomalyPolicy('ransomware')])
      const most: number[] = []
      for (const event of order) {
        bench = bench.restarted()
        for (const { match } of bench.judge([event]).found) most.push(match.explanation.measures[0]!.value)
      }
      expect(Math.max(...most)).toBe(6)
    }
  })

  it('tells no tenant of another', () => {
    const bench = new Bench([anomalyPolicy('ransomware')])
    expect(bench.judge(written('x', named(3, '.lockbit'), START)).found).toEqual([])
    expect(bench.judge(written('y', named(3, '.lockbit'), START), 'globex').found).toEqual([])
  })

  it.each([
    ['a megabyte', 'x.'.repeat(500_000)],
    ['only dots', '.'.repeat(400)],
    ['a prototype', '__proto__.constructor'],
  ])('judges a name of %s', (_, name) => {
    expect(() =>
      judged(
        written(
          'x',
          Array.from({ length: 30 }, () => name),
          START,
        ),
      ),
    ).not.toThrow()
  })
})

describe('names of files', () => {
  it.each([
    ['C:\\Users\\Ann\\Plan.DOCX', 'plan.docx', 'docx', false],
    ['/a/b/plan.docx.q7x1', 'plan.docx.q7x1', 'q7x1', true],
    ['.profile', '.profile', null, false],
    ['Version 1.2 of it', 'version 1.2 of it', null, false],
    ['1.2.3', '1.2.3', '3', false],
  ])('%s', (name, base, ending, appended) => {
    expect(baseName(name)).toBe(base)
    expect(endingOf(base)).toBe(ending)
    expect(isAppended(base)).toBe(appended)
  })
})
