import { at, type Judgement } from '@casbah/sdk'
import { z } from 'zod'
import { judgeRules, rulesIn, type Rule } from './rules.ts'

const apps = z.array(z.looseObject({ name: z.string(), label: z.string() }))

/** Judges the rules of the policy by which an app of Okta's own is signed in to; `app` is its name, `saasure` or `okta_enduser`. */
export function judgeAppRules(
  app: string,
  { holds, say }: { holds: (rule: Rule) => boolean | null; say: string },
): (read: Record<string, unknown>) => Judgement {
  return ({ apps: read, accessRules }) => {
    const found = apps.safeParse(read).data?.find(({ name }) => name === app)
    const href = at(found, '_links.accessPolicy.href')
    const id = typeof href === 'string' ? href.split('/').at(-1) : undefined
    const rules = id ? (rulesIn(accessRules)?.filter(({ policy }) => policy.id === id) ?? []) : []
    const unknown = `Okta did not show the sign-on policy of ${found?.label ?? 'its own app'}.`
    return judgeRules(rules.length > 0 ? rules : null, { holds, say: `of ${found?.label ?? app} ${say}`, unknown })
  }
}

const methodOf = ({ rule }: Rule) => at(rule, 'actions.appSignOn.verificationMethod')

/** A chain of methods says in each step what it wants; nobody can tell from the factor mode. */
export function asksTwoFactors(rule: Rule): boolean | null {
  const mode = at(methodOf(rule), 'factorMode')
  return mode === '2FA' ? true : mode === '1FA' ? false : null
}

/** Any of the constraints is enough to get in, so each has to say it. */
export function resistsPhishing(rule: Rule): boolean | null {
  if (at(methodOf(rule), 'type') !== 'ASSURANCE') return null
  const constraints = at(methodOf(rule), 'constraints')
  if (!Array.isArray(constraints) || constraints.length === 0) return false
  return constraints.every(each => at(each, 'possession.phishingResistant') === 'REQUIRED')
}
