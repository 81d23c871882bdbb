import { defineAction, pathTo, removeListed, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { MICROSOFT, userPath } from '../graph.ts'

const rulesPath = (input: ActionInput) => `${userPath(input)}/mailFolders/inbox/messageRules`

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
  ...removeListed({
    ...MICROSOFT,
    what: 'the rules of this inbox',
    list: input => ({ path: rulesPath(input) }),
    rows: 'value',
    row: z.looseObject({ id: z.string().min(1), displayName: z.string().nullish() }),
    meant: ({ id, displayName }, { parameters }) => [id, displayName].includes(String(parameters.rule)),
    remove: ({ id }, input) => ({ method: 'DELETE', path: rulesPath(input) + pathTo`/${id}` }),
  }),
})
