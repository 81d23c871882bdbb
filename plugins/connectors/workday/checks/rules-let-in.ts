import { judgeTally, type Check, type Judgement } from '@casbah/sdk'
import { z } from 'zod'
import { named, several, text } from '../values.ts'

const shape = z.looseObject({
  Policy_Name: named,
  Rule_Name: text,
  Security_Groups: text,
  Authentication_Types: z.string().min(1),
  Multifactor: text,
  Networks: text,
})

/** A rule of an authentication policy: whom it is for, by what they sign in, what is asked for besides, from where. */
interface Rule {
  groups: string[]
  types: string[]
  factors: string[]
  networks: string[]
}

const NO_RULES: Judgement = {
  status: 'CANNOT_TELL',
  message:
    'The report “Casbah Authentication Rules” shows no rule that lets anybody in. Check its data source and its columns.',
}

/** Judges the rules that let anybody in; `passes` gives null for one that does not concern the check. */
export function rulesLetIn({
  passes,
  shown,
  say,
  none = NO_RULES,
}: {
  passes: (rule: Rule) => boolean | null
  /** What was seen of a rule. */
  shown: (rule: Rule) => string
  say: (failing: number, all: number) => string
  none?: Judgement
}) {
  return {
    reads: ['authenticationRules'],
    each: 'authenticationRules',
    judgeRow: row => {
      const { Policy_Name, Rule_Name, ...read } = shape.parse(row)
      const rule: Rule = {
        groups: several(read.Security_Groups),
        types: several(read.Authentication_Types).filter(type => type !== 'None'),
        factors: several(read.Multifactor),
        networks: several(read.Networks),
      }
      const passed = rule.types.length > 0 ? passes(rule) : null
      const name = [Policy_Name, Rule_Name].filter(Boolean).join(': ')
      return passed === null ? null : { name, passed, detail: shown(rule) }
    },
    judge: ({ authenticationRules }) =>
      judgeTally(authenticationRules, { say: (passing, all) => say(all - passing, all), none }),
  } satisfies Partial<Check>
}
