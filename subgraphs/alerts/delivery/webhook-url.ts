import { literalOf, mayReach } from './public-address.ts'

const LONGEST = 2_048

/** What is wrong with where a webhook leads, as a sentence that does not repeat it; null when nothing is. */
export function urlProblem(text: string, allowLoopback: boolean): string | null {
  if (text.length > LONGEST) return 'A url has at most 2,048 characters.'
  const url = URL.parse(text)
  if (!url) return 'This is no address. Give one such as https://siem.acme.example/hooks/casbah.'
  const literal = literalOf(url)
  const isOwn = allowLoopback && (literal ? isOwnMachine(literal) : url.hostname === 'localhost')
  if (url.protocol !== 'https:' && !(isOwn && url.protocol === 'http:'))
    return 'Calls go over https only. Give an address that begins with https://.'
  if (url.hash) return 'Leave out what follows the #; it is never sent.'
  if (literal && !mayReach(literal, allowLoopback))
    return 'The address is in a network that is not public, and calls go to public addresses only. Give a public one.'
  return null
}

/** Of those that may be reached when the machine's own may, and not otherwise. */
const isOwnMachine = (literal: string) => mayReach(literal, true) && !mayReach(literal, false)
