import { at, confirmListed, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { userPath } from './user.ts'

const path = (input: ActionInput) => `${userPath(input)}/mailFolders/inbox/messageRules`
const rules = z.array(z.looseObject({ id: z.string().min(1), displayName: z.string().nullish() })).catch([])

/** Rules that were hidden by tools for developers are not listed, and so not found here. */
export const deleteInboxRule = defineAction({
  name: 'delete-inbox-rule',
  title: 'Delete mail rule',
  description: 'Deletes rules of the user’s inbox that have this name or id, such as one that forwards or hides mail.',
  target: 'ACCOUNT',
  effect: 'DESTRUCTIVE',
  containment: 20,
  scope: 'MailboxSettings.ReadWrite',
  readScopes: ['MailboxSettings.ReadWrite'],
  input: z.object({ rule: z.string().min(1).describe('Name or id of the rule.') }),
  lookup: input => ({ path: path(input) }),
  request: input =>
    rules
      .parse(at(input.found?.body, 'value'))
      .filter(({ id, displayName }) => [id, displayName].includes(String(input.parameters.rule)))
      .slice(0, 100)
      .map(({ id }): HttpRequest => ({ method: 'DELETE', path: path(input) + pathTo`/${id}` })),
  answers: [404],
  confirm: {
    request: input => ({ path: path(input) }),
    judge: (answer, input) =>
      [byName, byId].map(judge => judge(answer, input)).find(({ done }) => !done) ?? {
        done: true,
        result: 'Microsoft no longer lists the rule.',
      },
  },
})

const [byName, byId] = (['displayName', 'id'] as const).map(id =>
  confirmListed({
    vendor: 'Microsoft',
    what: 'the rules of this inbox',
    list: 'value',
    more: '@odata.nextLink',
    id,
    value: ({ parameters }) => String(parameters.rule),
    is: false,
  }),
) as [ReturnType<typeof confirmListed>, ReturnType<typeof confirmListed>]
