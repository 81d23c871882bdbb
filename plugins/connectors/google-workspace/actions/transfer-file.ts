import { at, defineAction, type ActionInput, type ConfirmJudge } from '@casbah/sdk'
import { z } from 'zod'
import { fileRequest } from '../drive-permission.ts'
import { MANAGE_FILES } from '../scopes.ts'

/** Drive wants to be told that the old owner stays as an editor, and that mail about it goes out. */
const give = (input: ActionInput, to: string | undefined, subject: string | undefined) => ({
  ...fileRequest(input, '/permissions', {
    method: 'POST',
    query: { transferOwnership: true },
    json: { type: 'user', role: 'owner', emailAddress: to },
  }),
  ...(subject && { subject }),
})

const newOwner = ({ parameters }: ActionInput) => String(parameters.to)

const ownedBy =
  (wanted: (input: ActionInput) => unknown): ConfirmJudge =>
  ({ status, body }, input) => {
    const owner = at(body, 'owners.0.emailAddress')
    if (status !== 200) return { done: false, result: 'Google does not show the file.' }
    if (typeof owner !== 'string' || !input)
      return { done: null, result: 'Google\u2019s answer does not name the owner of the file.' }
    const done = owner.toLowerCase() === String(wanted(input)).toLowerCase()
    return { done, result: `The file belongs to ${owner}.` }
  }

export const transferFile = defineAction({
  name: 'transfer-file',
  title: 'Transfer ownership of a file',
  description:
    'Gives the file to another person of the organisation, such as one whose files are looked after. The old owner stays as an editor; Google tells the new one by mail.',
  target: 'RESOURCE',
  kinds: ['FILE', 'FOLDER'],
  effect: 'REVERSIBLE',
  // It closes nothing: whoever could open the file still can.
  containment: 10,
  scope: MANAGE_FILES,
  input: z.object({ to: z.email().describe('E-mail address of the new owner.') }),
  request: input => give(input, newOwner(input), input.target.owner),
  confirm: {
    request: input => fileRequest(input, '', { query: { fields: 'id,owners(emailAddress)' } }),
    judge: ownedBy(newOwner),
  },
  undo: {
    // Only the one whom it now belongs to can give it back.
    request: input => give(input, input.target.owner, newOwner(input)),
    judge: ownedBy(({ target }) => target.owner),
  },
})
