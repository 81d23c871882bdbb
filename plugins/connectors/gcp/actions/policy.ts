import { at } from '@casbah/sdk'
import { z } from 'zod'

const binding = z.looseObject({ role: z.string(), members: z.array(z.string()).default([]) })
const policy = z.looseObject({ bindings: z.array(binding).default([]) })
const kept = z.array(binding).catch([])
type Binding = z.infer<typeof binding>
type IsMeant = (member: string, role: string) => boolean
interface Answer {
  status: number
  body: unknown
}

/** Throws for an answer that is no policy: what is written back must be all of it. */
function policyIn(found: Answer | undefined) {
  if (found?.status !== 200)
    throw new Error('Google does not show the IAM policy of this resource, so nothing can be taken from it.')
  return policy.parse(found.body)
}

/** The bindings, as far as they hold what is meant. */
export const taken = (found: Answer | undefined, isMeant: IsMeant): Binding[] =>
  policyIn(found).bindings.flatMap(one => {
    const members = one.members.filter(member => isMeant(member, one.role))
    return members.length > 0 ? [{ ...one, members }] : []
  })

/** The policy without what is meant, with its etag, so that Google refuses it when somebody else changed it meanwhile. Version 3 keeps conditions. */
export function without(found: Answer | undefined, isMeant: IsMeant) {
  const whole = policyIn(found)
  const bindings = whole.bindings.flatMap(one => {
    const members = one.members.filter(member => !isMeant(member, one.role))
    return members.length > 0 ? [{ ...one, members }] : []
  })
  return { ...whole, version: 3, bindings }
}

/** The policy as it is now, with what was taken from it once. */
export const restored = (found: Answer | undefined, remembered: unknown) => {
  const whole = policyIn(found)
  return { ...whole, version: 3, bindings: [...whole.bindings, ...kept.parse(remembered)] }
}

/** Judges a policy by whether it has what is meant. */
export function holds({ status, body }: Answer, isMeant: IsMeant, what: string, is: boolean) {
  if (status !== 200) return { done: false, result: `Google answers ${status} for the IAM policy.` }
  // Even an empty policy has an etag.
  if (at(body, 'etag') === undefined) return { done: null, result: 'Google’s answer is not the IAM policy.' }
  const has = taken({ status, body }, isMeant).length > 0
  return { done: has === is, result: `The policy ${has ? 'has' : 'no longer has'} ${what}.` }
}
