import { type Check, judgeRows, type SubjectDraft } from '@casbah/sdk'
import { z } from 'zod'

const flag = z.boolean().nullish()
const protection = z.looseObject({
  requiredApprovingReviewCount: z.number().nullish(),
  requiredStatusCheckContexts: z.array(z.string()).nullish(),
  dismissesStaleReviews: flag,
  requiresCodeOwnerReviews: flag,
  requiresCommitSignatures: flag,
  isAdminEnforced: flag,
  allowsForcePushes: flag,
  allowsDeletions: flag,
})
const rule = z.looseObject({
  type: z.string(),
  parameters: z
    .looseObject({
      requiredApprovingReviewCount: z.number().nullish(),
      dismissStaleReviewsOnPush: flag,
      requireCodeOwnerReview: flag,
    })
    .nullish(),
})

/** A repository as `branches` reads it. Without its deploy keys the credentials do not administer it, and protection is hidden, too. */
export const repository = z.looseObject({
  nameWithOwner: z.string(),
  isArchived: z.boolean(),
  deployKeys: z.looseObject({ nodes: z.array(z.looseObject({ title: z.string(), readOnly: z.boolean() })) }),
  // Null while it is empty.
  defaultBranchRef: z
    .looseObject({
      name: z.string(),
      branchProtectionRule: protection.nullable(),
      rules: z.looseObject({ nodes: z.array(rule) }),
    })
    .nullable(),
})

type Protection = z.infer<typeof protection>
type Rule = z.infer<typeof rule>

/** How one demand on a branch is made: by its own protection, or by a rule of some ruleset; the stronger counts. */
interface Demand {
  protection: (protection: Protection) => boolean
  /** Left out where rules do not tell: a branch with rules is then unclear. */
  rule?: (rule: Rule) => boolean
}

/** The judging part of a check of default branches; `say` goes on after "7 of 9 default branches". */
export const ofBranches = (demand: Demand, say: string): Pick<Check, 'reads' | 'each' | 'judgeRow' | 'judge'> => ({
  reads: ['branches'],
  each: 'branches',
  judgeRow: (row): SubjectDraft | null | 'UNCLEAR' => {
    const { nameWithOwner: name, isArchived, defaultBranchRef: branch } = repository.parse(row)
    if (isArchived || !branch) return null
    const { branchProtectionRule, rules } = branch
    const byItself = branchProtectionRule !== null && demand.protection(branchProtectionRule)
    if (!byItself && !demand.rule && rules.nodes.length > 0) return 'UNCLEAR'
    const passed = byItself || rules.nodes.some(one => demand.rule?.(one))
    return { name, resource: name, passed, detail: `branch ${branch.name}` }
  },
  judge: judgeRows('branches', {
    say: (passing, all) => `${passing} of ${all} default branches ${say}.`,
    none: 'There is no repository with a branch.',
  }),
})
