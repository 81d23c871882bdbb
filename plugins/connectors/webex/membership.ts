import { confirmListed, meantIn, pathTo, removals, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { listOf } from './lists.ts'

/** Rows of a page. Who is not among them may stand on the next one. */
const MOST = 1_000
const row = z.looseObject({ id: z.string().min(1), personId: z.string().min(1), isModerator: z.boolean().nullish() })

/** What takes a person out of a space or a team, and lets them in again as what they were. */
export function leaving(place: 'space' | 'team') {
  const path = place === 'space' ? '/memberships' : '/team/memberships'
  const field = place === 'space' ? 'roomId' : 'teamId'
  const placeOf = ({ parameters }: ActionInput) => String(parameters[place])
  const memberships = {
    vendor: 'Webex',
    what: `the ${place}’s memberships`,
    rows: 'items',
    row,
    meant: ({ personId }: z.infer<typeof row>, { target }: ActionInput) => personId === target.externalId,
    list: (input: ActionInput): HttpRequest =>
      listOf(path, {
        max: MOST,
        [field]: placeOf(input),
        // Of a team no single person can be asked for.
        personId: place === 'space' ? input.target.externalId : undefined,
      }),
    remove: ({ id }: z.infer<typeof row>): HttpRequest => ({
      method: 'DELETE',
      path: `${path}${pathTo`/${id}`}`,
    }),
  }
  const removal = removals(memberships)
  const listed = (is: boolean) =>
    confirmListed({
      vendor: 'Webex',
      what: memberships.what,
      list: 'items',
      // A page that is full may not be all.
      more: `items.${MOST - 1}`,
      id: 'personId',
      value: ({ target }) => target.externalId,
      is,
    })
  return {
    target: 'ACCOUNT' as const,
    effect: 'REVERSIBLE' as const,
    input: z.object({
      [place]: z
        .string()
        .regex(/^[A-Za-z0-9_-]{20,200}$/, { error: `Give the ID of the ${place}, as the API has it.` })
        .describe(`ID of the ${place}, as the API has it.`),
    }),
    ...removal,
    request: (input: ActionInput) => {
      const asked = removal.request(input)
      if (
        Array.isArray(asked) &&
        asked.length === 0 &&
        (meantIn(input.found, { ...memberships, meant: () => true }, input) ?? []).length >= MOST
      )
        throw new Error(`The ${place} has over ${MOST} members, and this person is not among the first of them.`)
      return asked
    },
    confirm: { request: memberships.list, judge: listed(false) },
    remember: (input: ActionInput) =>
      (meantIn(input.found, memberships, input) ?? []).map(({ personId, isModerator }) => ({
        personId,
        isModerator: isModerator === true,
      })),
    undo: {
      request: (input: ActionInput): HttpRequest[] =>
        (Array.isArray(input.remembered) ? (input.remembered as object[]) : []).map(json => ({
          method: 'POST',
          path,
          json: { [field]: placeOf(input), ...json },
        })),
      judge: listed(true),
    },
  }
}
