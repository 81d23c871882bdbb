import { at, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { change, show, userHas } from './user.ts'

/** What the user was, as far as it has to be given back. */
const before = z.object({ role: z.string().min(1), custom_role_id: z.number().nullish() })

/** Zendesk refuses it for the owner of the account. */
export const downgradeRole = defineAction({
  name: 'downgrade-role',
  title: 'Downgrade role',
  description:
    'Makes an administrator an agent, or a team member an end user. As an end user they are out of all groups and their tickets lose their assignee.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 40,
  scope: 'write',
  input: z.object({ role: z.enum(['agent', 'end-user']).default('agent').describe('The role to have from now on.') }),
  lookup: show,
  request: input => (isLower(input) ? [] : [change(input, { role: input.parameters.role })]),
  remember: ({ found }) => before.parse(at(found?.body, 'user')),
  confirm: {
    request: show,
    judge: (answer, input) => userHas('role', String(input?.parameters.role))(answer),
  },
  undo: {
    request: input => {
      const { role, custom_role_id: custom } = before.parse(input.remembered)
      return change(input, { role, ...(custom != null && { custom_role_id: custom }) })
    },
    judge: (answer, input) => userHas('role', before.parse(input?.remembered).role)(answer),
  },
})

/** Somebody who has that role, or less, is not raised to it. */
function isLower({ found, parameters }: ActionInput): boolean {
  const { role } = before.parse(at(found?.body, 'user'))
  return role === 'end-user' || role === parameters.role
}
