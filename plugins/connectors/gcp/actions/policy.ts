import { at, type Action, type ActionInput, type Confirmation, type HttpRequest } from '@casbah/sdk'
import { policyShape, type PolicyRow } from '../policy-row.ts'

type Binding = PolicyRow['policy']['bindings'][number]
const kept = policyShape.shape.bindings.catch([])

/** Where a policy lies, and what is to be taken from it. */
interface Taking {
  /** Must ask for version 3: an older one leaves the conditions out, and writing it back would destroy them. */
  read: (input: ActionInput) => HttpRequest
  write: (input: ActionInput, policy: object) => HttpRequest
  isMeant: (input: ActionInput, member: string, role: string) => boolean
  /** What is meant, in words. */
  what: (input: ActionInput) => string
}

/**
 * Takes members out of an IAM policy, conditional bindings included, and remembers them. The policy is written back whole, with its etag, so that Google
 * refuses it when somebody else changed it meanwhile.
 */
export function takesFromPolicy({ read, write, isMeant, what }: Taking) {
  /** The bindings with those of their members who are meant, or with the others. */
  const part = (input: ActionInput, all: Binding[], meant: boolean) =>
    all.flatMap(({ members, ...rest }) => {
      const some = members.filter(member => isMeant(input, member, rest.role) === meant)
      return some.length > 0 ? [{ ...rest, members: some }] : []
    })
  const found = (input: ActionInput) => {
    if (input.found?.status !== 200)
      throw new Error('Google does not show the IAM policy of this resource, so that nothing can be changed in it.')
    return policyShape.parse(input.found.body)
  }
  const taken = (input: ActionInput) => part(input, found(input).bindings, true)
  const writeWith = (input: ActionInput, bindings: Binding[]) => write(input, { ...found(input), version: 3, bindings })
  const judge =
    (is: boolean) =>
    ({ status, body }: { status: number; body: unknown }, input?: ActionInput): Confirmation => {
      if (status !== 200) return { done: false, result: `Google answers ${status} for the IAM policy.` }
      // Even an empty policy has an etag.
      if (!input || at(body, 'etag') === undefined)
        return { done: null, result: 'Google’s answer is not the IAM policy.' }
      const has = part(input, policyShape.parse(body).bindings, true).length > 0
      return { done: has === is, result: `The policy ${has ? 'has' : 'no longer has'} ${what(input)}.` }
    }
  return {
    lookup: read,
    request: input => (taken(input).length > 0 ? writeWith(input, part(input, found(input).bindings, false)) : []),
    confirm: { request: read, judge: judge(false) },
    remember: taken,
    undo: {
      request: input => writeWith(input, [...found(input).bindings, ...kept.parse(input.remembered)]),
      judge: judge(true),
    },
  } satisfies Partial<Action>
}
