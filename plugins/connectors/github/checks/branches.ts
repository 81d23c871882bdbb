import { at, judgeParsed, judgeSubjects, type Judged, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const UNKNOWN = 'GitHub did not show how the default branches are protected.'

const repository = z.looseObject({ full_name: z.string(), default_branch: z.string(), archived: z.boolean() })
const rule = z.looseObject({ type: z.string(), parameters: z.looseObject({}).nullish() })
type Rule = z.infer<typeof rule>

/** How one demand on a branch is made: by its own protection, or by a rule of some ruleset; the stronger counts. */
interface Demand {
  /** Gets the protection in GitHub's own form. */
  protection: (protection: unknown) => boolean
  /** Left out where rules do not tell: a branch with rules is then one of which nobody can tell. */
  rule?: (rule: Rule) => boolean
}

/** Judges the default branches of all repositories that are not archived; `say` goes on after "of 7 default branches". */
export function judgeBranches(
  demand: Demand,
  say: string,
): (read: Record<string, unknown>, parameters: unknown) => Judgement {
  const shapes = {
    branchProtection: z.array(z.looseObject({ parent: repository, value: z.looseObject({}) })),
    branchRules: z.array(z.looseObject({ parent: repository, value: z.array(rule) })),
  }
  return judgeParsed(shapes, UNKNOWN, ({ branchProtection, branchRules }) => {
    const rules = new Map(branchRules.map(({ parent, value }) => [parent.full_name, value]))
    const subjects = branchProtection.flatMap(({ parent, value }): Judged[] => {
      const { full_name: name, default_branch: branch, archived } = parent
      const absent = at(value, 'status') === 404 ? String(at(value, 'body.message')) : undefined
      // An empty repository has no branch yet.
      if (archived || absent === 'Branch not found') return []
      const passed = holds(demand, absent, value, rules.get(name))
      return [{ name, resource: name, passed, detail: `branch ${branch}` }]
    })
    return judgeSubjects(subjects, {
      say: (passing, all) => `${passing} of ${all} default branches ${say}.`,
      none: 'There is no repository with a branch.',
      unknown: (some, all) => `Of ${some} of ${all} default branches GitHub does not tell; use the token of an owner.`,
    })
  })
}

/** GitHub answers 404 for what the credentials may not see, too; only by its words the two are told apart. */
function holds({ protection, rule: asks }: Demand, absent: string | undefined, value: unknown, rules: Rule[] = []) {
  if (absent === undefined && protection(value)) return true
  if (asks ? rules.some(asks) : rules.length > 0) return asks ? true : null
  return absent === undefined || absent === 'Branch not protected' ? false : null
}
