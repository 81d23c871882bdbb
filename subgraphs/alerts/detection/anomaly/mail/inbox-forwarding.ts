import { z } from 'zod'
import { actorName, personKey } from '../../event.ts'
import { daysParameter } from '../days-parameter.ts'
import type { AnomalyKind } from '../kind.ts'
import { Known } from '../known.ts'
import type { Learner } from '../learners.ts'
import { OneEvent, sign, vendorItself, type Finding } from '../one-event.ts'
import { sensitivityParameter } from '../sensitivity.ts'
import { domainOf } from '../domain.ts'
import { filterOf } from '../vendor-words.ts'
import { inboxRuleOf, mayTellOfRule, RULE_EVENTS } from './inbox-rule.ts'

const TABLE = 'mail-destinations'

const parameters = z.strictObject({
  trustedDomains: z
    .array(z.string().max(255))
    .max(1_000)
    .default([])
    .describe(
      "Domains of the company's own that mail may go to, besides the mailbox's own; none: each company has its own",
    ),
  knownPeople: z
    .int()
    .min(1)
    .max(8)
    .default(3)
    .describe(
      "So many people who forward to a domain make it usual in the tenant, people; Casbah's own: three are no coincidence",
    ),
  learningDays: daysParameter,
  sensitivity: sensitivityParameter,
})
type Parameters = z.infer<typeof parameters>

/** A mailbox sends its mail on to another domain. */
export const INBOX_FORWARDING: AnomalyKind<Parameters> = {
  name: 'inbox-forwarding',
  parameters,
  needs: [],
  make: (severity, given) =>
    new OneEvent(severity, given.sensitivity, filterOf(RULE_EVENTS), (event, { learnt }): Finding | null => {
      const rule = inboxRuleOf(event)
      const person = personKey(event.activity)
      const outside = outsideOf(rule?.forwardsTo ?? [], event.activity.actor?.email)
      if (!rule || person === null || !outside.length) return null
      const known = new Known(learnt, TABLE)
      const { learningDays: days, knownPeople, trustedDomains } = given
      const domains = [...new Set(outside.map(address => domainOf(address)!))]
      const trusted = new Set(trustedDomains.map(domain => domain.toLowerCase()))
      const all = (test: (domain: string) => boolean) => domains.every(test)
      const list = domains.join(', ')
      const own = all(domain => days > 0 && known.daysWith(domain, person, event.time) >= days)
      const people = Math.min(...domains.map(domain => known.people(domain, days, event.time)))
      const common = people >= knownPeople
      return {
        key: person,
        title: app => `Mail of ${actorName(event.activity)} in ${app} is sent on to ${outside.slice(0, 3).join(', ')}`,
        summary: `Mail is sent on to ${outside.length} ${outside.length === 1 ? 'address' : 'addresses'} outside, at ${list}`,
        conditions: [
          sign('rule.forwardsTo', 'another domain', outside.slice(0, 20), true),
          sign('rule.name', null, rule.name, true),
        ],
        measures: [
          { name: 'addresses outside', value: outside.length, unit: 'addresses', baseline: null, threshold: 1 },
          { name: 'people who forward there', value: people, unit: 'people', baseline: null, threshold: knownPeople },
        ],
        weighed: [
          vendorItself(event),
          {
            name: 'trusted-domain',
            tier: 'system',
            holds: all(domain => trusted.has(domain)),
            reason: `${list}: ${all(domain => trusted.has(domain)) ? 'all are' : 'not all are'} domains that the policy trusts.`,
          },
          {
            name: 'usual-for-person',
            tier: 'user',
            holds: own,
            reason: own
              ? `The person has forwarded there for ${days} days or more.`
              : `The person has not forwarded there for ${days} days.`,
          },
          {
            name: 'usual-in-tenant',
            tier: 'tenant',
            holds: common,
            reason: `${people} people have forwarded there for ${days} days or more; ${knownPeople} make it usual.`,
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

/** Learns where mail is sent on to, and by whom. */
export const FORWARDING_LEARNER: Learner = {
  name: 'mail-destinations',
  observe(event, learnt) {
    if (!mayTellOfRule(event)) return
    const known = new Known(learnt, TABLE)
    known.seen(event.time)
    const addresses = outsideOf(inboxRuleOf(event)?.forwardsTo ?? [], event.activity.actor?.email)
    for (const address of addresses) known.add(domainOf(address)!, personKey(event.activity), event.time)
  },
}

function outsideOf(addresses: readonly string[], owner: string | null | undefined): string[] {
  const own = domainOf(owner)
  return addresses.filter(address => domainOf(address) !== own)
}
