import { confirmField, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

const path = ({ target }: ActionInput) => pathTo`/envelopes/${target.externalId}`

export const voidEnvelope = defineAction({
  name: 'void-envelope',
  title: 'Void envelope',
  description:
    'Nobody can sign the envelope any more, and recipients are told so with the reason. One that is completed cannot be voided.',
  target: 'RESOURCE',
  kinds: ['FILE'],
  effect: 'DESTRUCTIVE',
  scope: 'signature',
  input: z.object({
    reason: z.string().min(1).max(200).default('Voided by security.').describe('What recipients are told, 200 signs.'),
  }),
  request: input => ({
    method: 'PUT',
    path: path(input),
    json: { status: 'voided', voidedReason: input.parameters.reason },
  }),
  confirm: {
    request: input => ({ path: path(input) }),
    judge: confirmField({ vendor: 'DocuSign', what: 'the envelope', field: 'status', is: 'voided' }),
  },
})
