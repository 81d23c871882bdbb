import { confirmListed, type ActionInput, type Confirmation } from '@casbah/sdk'

/**
 * Judges that one is no longer in a list that Okta gives in pages of `full` rows. Where it goes on stands in a header that a judge does not see, so a full
 * page without it tells nothing.
 */
export function goneFrom(what: string, full: number, value: (input: ActionInput) => string) {
  const judge = confirmListed({ vendor: 'Okta', what, list: '', id: 'id', value, is: false })
  return (answer: { status: number; body: unknown }, input?: ActionInput): Confirmation => {
    const isCut = Array.isArray(answer.body) && answer.body.length >= full
    const told = judge(answer, input)
    return isCut && told.done ? { done: null, result: `Okta did not list all of ${what}.` } : told
  }
}
