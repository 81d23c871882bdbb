import { compilePolicy } from '../../detection/compile.ts'
import type { SystemFacts } from '../../system/condition.ts'
import type { SystemPolicy } from '../../system/system-policy.ts'
import { BUILT_IN } from './index.ts'
import { MORE_STORIES, SYSTEM_STORIES } from './testing/system-stories.ts'

const problems = (slug: string, facts: SystemFacts) =>
  (compilePolicy(BUILT_IN.find(each => each.slug === slug)!) as SystemPolicy).problems(facts, () => null)

describe.each(Object.entries(SYSTEM_STORIES))('%s', (slug, { fires, title, summary, severity, quiet }) => {
  it('finds what it is for, and says what, since when, and what to do', () => {
    const [found, ...more] = problems(slug, fires)
    expect(more).toEqual([])
    expect(found).toMatchObject({ title: expect.stringMatching(title), severity })
    for (const words of summary) expect(found!.summary).toMatch(words)
  })

  it.each(Object.entries(quiet))('does not find %s', (_what, facts) => {
    expect(problems(slug, facts)).toEqual([])
  })
})

it.each(MORE_STORIES)('%s finds %s', (slug, _what, facts, title, severity) => {
  expect(problems(slug, facts)).toMatchObject([{ title: expect.stringMatching(title), severity }])
})

it('never two different problems under one key', () => {
  for (const [slug, { fires }] of Object.entries(SYSTEM_STORIES)) {
    const twice = { ...fires, apps: fires.apps.flatMap(app => [app, { ...app, app: 'other', name: 'Other' }]) }
    const keys = problems(slug, twice).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  }
})
