import { at, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { arm, resourcePath } from '../arm.ts'
import { listed } from './listed.ts'

const VERSION = '2024-03-01'
const listPath = ({ target }: ActionInput) =>
  `${resourcePath(target.externalId, 'Microsoft.Network/networkSecurityGroups')}/securityRules`
const list = (input: ActionInput): HttpRequest => arm(listPath(input), VERSION)
const one = (input: ActionInput): HttpRequest => arm(listPath(input) + pathTo`/${input.parameters.rule}`, VERSION)

const rules = z.array(z.looseObject({ name: z.string(), properties: z.looseObject({}) })).catch([])
const found = ({ found: answer, parameters }: ActionInput) =>
  rules.parse(at(answer?.body, 'value')).find(({ name }) => name === parameters.rule)

const isListed = (is: boolean) =>
  listed('the rules of this security group', ({ parameters }) => String(parameters.rule), is)

export const closeNsgRule = defineAction({
  name: 'close-nsg-rule',
  title: 'Close rule of network security group',
  description:
    'Removes one rule, so that what it let in is refused again unless another rule lets it in. Connections that are open may go on. Taking it back makes the same rule again.',
  target: 'RESOURCE',
  kinds: ['OTHER'],
  effect: 'REVERSIBLE',
  scope: 'Microsoft.Network/networkSecurityGroups/securityRules/delete',
  readScopes: ['Microsoft.Network/networkSecurityGroups/read'],
  input: z.object({ rule: z.string().min(1).describe('Name of the rule, such as AllowSSH.') }),
  lookup: list,
  request: input => (found(input) ? { method: 'DELETE', ...one(input) } : []),
  answers: [404],
  remember: input => found(input)?.properties ?? null,
  confirm: { request: list, judge: isListed(false) },
  undo: {
    request: input => {
      const { provisioningState, ...properties } = Object(input.remembered)
      return properties.direction ? { method: 'PUT', ...one(input), json: { properties } } : []
    },
    judge: isListed(true),
  },
})
