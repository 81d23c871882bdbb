import { judgeSubjects, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const settings = z.array(
  z.looseObject({
    RiskType: z.string(),
    Setting: z.string(),
    SettingGroup: z.string(),
    OrgValue: z.string().nullish(),
    StandardValue: z.string().nullish(),
  }),
)

/** Names of groups come with or without blanks. */
const plain = (name: string) => name.replace(/[^a-z]/gi, '').toLowerCase()

/** Whether every setting of a group of Health Check is at least what its baseline asks for. */
export function judgeGroup(read: Record<string, unknown>, group: string): Judgement {
  const parsed = settings.safeParse(read.healthSettings)
  const found = parsed.success ? parsed.data.filter(one => plain(one.SettingGroup) === plain(group)) : []
  if (found.length === 0) {
    const message = `Health Check shows no settings of the group "${group}". The integration user's language has to be English.`
    return { status: 'CANNOT_TELL', message }
  }
  const judged = found.filter(({ RiskType }) => RiskType !== 'INFORMATIONAL')
  const subjects = judged.map(one => ({
    name: one.Setting,
    passed: one.RiskType === 'MEETS_STANDARD',
    detail: `${one.OrgValue ?? 'no value'}, standard ${one.StandardValue ?? 'not said'}`,
  }))
  return judgeSubjects(subjects, {
    say: (passing, all) => `${passing} of ${all} settings meet the baseline.`,
    none: { status: 'CANNOT_TELL', message: `Health Check judges no setting of "${group}".` },
  })
}
