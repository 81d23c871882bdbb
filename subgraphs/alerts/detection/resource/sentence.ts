import { lookAlikeOf } from './look-alike.ts'
import type { FindingThing, GrantThing, ResourceThing, Thing } from './thing.ts'

/** Longest name that a sentence shows whole. */
const LONGEST = 120

/** A thing as it is, in one sentence without a full stop. */
export function sentenceOf(thing: Thing, app: string): string {
  switch (thing.of) {
    case 'resource':
      return `${short(thing.name)} in ${app} ${audienceOf(thing)}`
    case 'grant':
      return grantSentence(thing, app)
    case 'finding':
      return findingSentence(thing, app)
  }
}

/** Things of a kind, for a count. */
export const THINGS: Record<Thing['of'], string> = { resource: 'resources', grant: 'OAuth grants', finding: 'findings' }

function audienceOf({ exposure, outsideDomains, sharedWith, isSharedWithPersonalMail }: ResourceThing): string {
  switch (exposure) {
    case 'PUBLIC':
      return 'can be seen by anyone'
    case 'PUBLIC_LINK':
      return 'can be seen by anyone who has the link'
    case 'EXTERNAL': {
      const who = outsideDomains.length ? someOf(outsideDomains) : 'people outside the organisation'
      return `is shared with ${who}${isSharedWithPersonalMail ? ', personal mail among them' : ''}`
    }
    case 'INTERNAL':
      return sharedWith.length ? `is shared with ${someOf(sharedWith)}` : 'can be seen within the organisation'
    case 'PRIVATE':
      return 'can be seen by its owner alone'
  }
}

function grantSentence({ clientName, publisher, scopes, risk }: GrantThing, app: string): string {
  const imitated = lookAlikeOf(clientName) ?? (publisher && lookAlikeOf(publisher))
  const by = publisher ? ` by ${short(publisher)}` : ''
  const like = imitated ? `, whose name imitates ${imitated},` : ''
  const rights = scopes.length === 1 ? 'one right' : `${scopes.length} rights`
  return `${short(clientName)}${by}${like} was let into ${app} with ${rights} of ${risk.toLowerCase()} risk`
}

function findingSentence({ title, status, hasException }: FindingThing, app: string): string {
  const verdicts: Record<string, string> = { FAIL: 'fails', PARTIAL: 'fails in part', PASS: 'passes' }
  const verdict = verdicts[status] ?? `is ${status.toLowerCase().replaceAll('_', ' ')}`
  return `‘${short(title)}’ ${verdict} in ${app}${hasException ? ', by an exception' : ''}`
}

function someOf(names: string[]): string {
  const shown = names.slice(0, 3).map(short).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}
