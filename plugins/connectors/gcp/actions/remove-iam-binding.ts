import { defineAction, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { holds, restored, taken, without } from './policy.ts'

const policyOf = ({ parameters }: ActionInput, verb: string, json: object): HttpRequest => ({
  method: 'POST',
  url: `https://cloudresourcemanager.googleapis.com/v3/${String(parameters.resource)}:${verb}`,
  json,
})

// An older version would leave the conditions out, and writing it back would destroy them.
const read = (input: ActionInput) => policyOf(input, 'getIamPolicy', { options: { requestedPolicyVersion: 3 } })

const isMeant =
  ({ target, parameters }: ActionInput) =>
  (member: string, role: string) =>
    role === parameters.role &&
    /^(user|serviceAccount):/.test(member) &&
    member.slice(member.indexOf(':') + 1).toLowerCase() === target.externalId.toLowerCase()

const judged = (is: boolean) => (answer: { status: number; body: unknown }, input?: ActionInput) =>
  input
    ? holds(answer, isMeant(input), `${String(input.parameters.role)} for ${input.target.externalId}`, is)
    : { done: null, result: 'Nobody says which role is meant.' }

export const removeIamBinding = defineAction({
  name: 'remove-iam-binding',
  title: 'Take a role away',
  description:
    'Takes one role from a person or service account on the organisation, a folder or a project. What other roles, groups or places above give stays.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'resourcemanager.projects.setIamPolicy',
  input: z.object({
    resource: z
      .string()
      .regex(/^(organizations|folders)\/\d+$|^projects\/[a-z0-9.:-]+$/, {
        error: 'Give organizations/, folders/ or projects/ with the number or id, such as projects/web-shop.',
      })
      .describe('The organisation, folder or project, such as projects/web-shop.'),
    role: z
      .string()
      .regex(/^(roles|(projects|organizations)\/[^/]+\/roles)\/[\w.]+$/, { error: 'Give a role such as roles/editor.' })
      .describe('The role, such as roles/editor.'),
  }),
  lookup: read,
  request: input =>
    taken(input.found, isMeant(input)).length > 0
      ? policyOf(input, 'setIamPolicy', { policy: without(input.found, isMeant(input)) })
      : [],
  confirm: { request: read, judge: judged(false) },
  remember: input => taken(input.found, isMeant(input)),
  undo: {
    request: input => policyOf(input, 'setIamPolicy', { policy: restored(input.found, input.remembered) }),
    judge: judged(true),
  },
})
