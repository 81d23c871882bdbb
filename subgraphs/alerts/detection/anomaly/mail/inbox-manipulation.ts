import { z } from 'zod'
import { actorName, personKey } from '../../event.ts'
import { daysParameter } from '../days-parameter.ts'
import type { AnomalyKind } from '../kind.ts'
import { Known } from '../known.ts'
import type { Learner } from '../learners.ts'
import { OneEvent, sign, vendorItself, type Finding } from '../one-event.ts'
import { sensitivityParameter } from '../sensitivity.ts'
import { filterOf } from '../vendor-words.ts'
import { inboxRuleOf, mayTellOfRule, RULE_EVENTS, type InboxRule } from './inbox-rule.ts'

const TABLE = 'mail-rules'

const parameters = z.strictObject({
  signs: z
    .int()
    .min(1)
    .max(6)
    .default(2)
    .describe(
      "Signs that a rule must show, of which one hides mail, signs; Casbah's own: one alone is a tidy person's rule",
    ),
  oddFolders: z
    .array(z.string().max(100))
    .max(100)
    .default([
      'RSS Feeds',
      'RSS Subscriptions',
      'Conversation History',
      'Archive',
      'Notes',
      'Junk Email',
      'Junk E-Mail',
      'Deleted Items',
      'Sync Issues',
    ])
    .describe('Folders that nobody looks into, names; those that reports on business e-mail compromise name most'),
  watchWords: z
    .array(z.string().max(100))
    .max(200)
    .default([
      'invoice',
      'payment',
      'payroll',
      'wire',
      'bank',
      'password',
      'phish',
      'hack',
      'fraud',
      'scam',
      'suspicious',
      'security',
      'helpdesk',
    ])
    .describe(
      'Words in a condition that tell of money or of warnings, words; those that reports on business e-mail compromise name most',
    ),
  shortName: z
    .int()
    .min(0)
    .max(10)
    .default(2)
    .describe(
      "Names up to this length are odd, as are those without a letter, characters; Casbah's own, after the `.` and `..` of such reports",
    ),
  knownPeople: z
    .int()
    .min(1)
    .max(8)
    .default(3)
    .describe(
      "So many people with a rule of the same name make it usual in the tenant, people; Casbah's own: three are no coincidence",
    ),
  learningDays: daysParameter,
  sensitivity: sensitivityParameter,
})
type Parameters = z.infer<typeof parameters>

/** A rule hides mail from the owner of a mailbox. */
export const INBOX_MANIPULATION: AnomalyKind<Parameters> = {
  name: 'inbox-manipulation',
  parameters,
  needs: [],
  make: (severity, given) =>
    new OneEvent(severity, given.sensitivity, filterOf(RULE_EVENTS), (event, { learnt }): Finding | null => {
      const rule = inboxRuleOf(event)
      const person = personKey(event.activity)
      if (!rule || person === null) return null
      const { learningDays: days, knownPeople } = given
      const odd = rule.movesTo !== null && includes(given.oddFolders, rule.movesTo)
      const word = given.watchWords.find(each => rule.words.toLowerCase().includes(each.toLowerCase())) ?? null
      const conditions = [
        sign('rule.deletes', true, rule.deletes, rule.deletes),
        sign('rule.movesTo', 'a folder that nobody looks into', rule.movesTo, odd),
        sign(
          'rule.name',
          `up to ${given.shortName} characters, or no letter`,
          rule.name,
          isOdd(rule.name, given.shortName),
        ),
        sign('rule.words', 'of money or warnings', word, word !== null),
        sign('rule.marksRead', true, rule.marksRead, rule.marksRead),
        sign('rule.meansAll', true, rule.meansAll, rule.meansAll),
      ]
      const shown = conditions.filter(({ matched }) => matched).length
      if (!(rule.deletes || odd) || shown < given.signs) return null
      const known = new Known(learnt, TABLE)
      const [own, name] = [`person ${person}`, nameKey(rule)]
      const usual = days > 0 && known.daysKnown(own, event.time) >= days
      const common = name !== null && known.people(name, days, event.time) >= knownPeople
      const does = rule.deletes ? 'deletes mail' : `moves mail to ${rule.movesTo}`
      return {
        key: person,
        title: app => `A rule of ${actorName(event.activity)} in ${app} ${does}`,
        summary: `A rule${rule.name === null ? '' : ` called "${rule.name.slice(0, 60)}"`} ${does} and shows ${shown} signs of hiding, ${given.signs} are enough`,
        conditions,
        measures: [{ name: 'signs', value: shown, unit: 'signs', baseline: null, threshold: given.signs }],
        weighed: [
          vendorItself(event),
          {
            name: 'usual-for-person',
            tier: 'user',
            holds: usual,
            reason: `The person ${usual ? 'has' : 'does not have'} such rules for ${days} days or more.`,
          },
          {
            name: 'usual-in-tenant',
            tier: 'tenant',
            holds: common,
            reason: `${common ? 'A' : 'No'} rule of this name is used by ${knownPeople} people or more for ${days} days.`,
          },
        ],
      }
    }),
  learning({ learningDays }, { learnt }) {
    const known = new Known(learnt, TABLE)
    return {
      daysLearnt: Math.min(learningDays, known.daysLearnt()),
      daysNeeded: learningDays,
      usersReady: known.shareKnownFor(learningDays),
    }
  },
}

/** Learns who has rules that hide mail, and how rules are called. */
export const RULE_LEARNER: Learner = {
  name: 'mail-rules',
  observe(event, learnt) {
    if (!mayTellOfRule(event)) return
    const known = new Known(learnt, TABLE)
    known.seen(event.time)
    const rule = inboxRuleOf(event)
    const person = personKey(event.activity)
    if (!rule || person === null) return
    if (rule.deletes || rule.movesTo !== null) known.add(`person ${person}`, person, event.time)
    const name = nameKey(rule)
    if (name !== null) known.add(name, person, event.time)
  },
}

const nameKey = ({ name }: InboxRule) => (name === null ? null : `name ${name.toLowerCase()}`)

const includes = (list: readonly string[], name: string) => list.some(each => each.toLowerCase() === name.toLowerCase())

function isOdd(name: string | null, short: number): boolean {
  return name !== null && (name.trim().length <= short || !/\p{L}/u.test(name.slice(0, 200)))
}
