import { at, confirmField, defineAction, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { orgPath } from '../card.ts'

const FIELD = 'default_repository_permission'
const organisation = ({ config }: ActionInput) => ({ path: orgPath(config) })
const set = (to: unknown) => ({ method: 'PATCH' as const, json: { [FIELD]: to } })
const isNow = (to: unknown) =>
  confirmField({ vendor: 'GitHub', what: 'the organisation', field: FIELD, is: String(to) })

export const setDefaultRepositoryPermission = defineAction({
  name: 'set-default-repository-permission',
  title: 'Set base permission',
  description: 'Sets what every member may do in every repository without being named there.',
  target: 'APP',
  effect: 'REVERSIBLE',
  scope: 'admin:org',
  readScopes: ['admin:org'],
  input: z.object({
    permission: z.enum(['none', 'read']).default('read').describe('What members may do: none (nothing) or read.'),
  }),
  lookup: organisation,
  request: input => {
    const wanted = input.parameters.permission
    return at(input.found?.body, FIELD) === wanted ? [] : { ...organisation(input), ...set(wanted) }
  },
  remember: ({ found }) => ({ permission: at(found?.body, FIELD) }),
  confirm: { request: organisation, judge: (answer, input) => isNow(input?.parameters.permission)(answer) },
  undo: {
    request: input => {
      const before = at(input.remembered, 'permission')
      if (typeof before !== 'string') throw new Error('GitHub did not tell the base permission that there was before.')
      return { ...organisation(input), ...set(before) }
    },
    judge: (answer, input) => isNow(at(input?.remembered, 'permission'))(answer),
  },
})
