import { defineAction, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'
import { takesFromPolicy } from './policy.ts'

const post = ({ parameters }: ActionInput, verb: string, json: object): HttpRequest => ({
  method: 'POST',
  url: `https://cloudresourcemanager.googleapis.com/v3/${String(parameters.resource)}:${verb}`,
  json,
})

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
      .regex(/^(organizations|folders)\/\d+$|^projects\/[a-z0-9][a-z0-9.:-]*$/, {
        error: 'Give organizations/, folders/ or projects/ with the number or id, such as projects/web-shop.',
      })
      .describe('The organisation, folder or project, such as projects/web-shop.'),
    role: z
      .string()
      .regex(/^(roles|(projects|organizations)\/[^/]+\/roles)\/[\w.]+$/, { error: 'Give a role such as roles/editor.' })
      .describe('The role, such as roles/editor.'),
  }),
  ...takesFromPolicy({
    read: input => post(input, 'getIamPolicy', { options: { requestedPolicyVersion: 3 } }),
    write: (input, policy) => post(input, 'setIamPolicy', { policy }),
    isMeant: ({ target, parameters }, member, role) => {
      const [, name] = /^(?:user|serviceAccount):(.+)$/.exec(member) ?? []
      return role === parameters.role && name?.toLowerCase() === target.externalId.toLowerCase()
    },
    what: ({ target, parameters }) => `${String(parameters.role)} for ${target.externalId}`,
  }),
})
