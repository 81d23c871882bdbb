import { confirmListed, type ActionInput, type Confirmation } from '@casbah/sdk'

const PAGE = 100

/** Judges that one is no longer in a list of which a single page is read: a full page without it tells nothing. */
export function goneFrom(what: string, value: (input: ActionInput) => string, id = 'id') {
  const judge = confirmListed({ vendor: 'GitHub', what, list: '', id, value, is: false })
  return (answer: { status: number; body: unknown }, input?: ActionInput): Confirmation => {
    const told = judge(answer, input)
    const isCut = Array.isArray(answer.body) && answer.body.length >= PAGE
    return isCut && told.done ? { done: null, result: `GitHub did not list all of ${what}.` } : told
  }
}

/** The page that `goneFrom` judges. */
export const firstPage = { per_page: PAGE }
