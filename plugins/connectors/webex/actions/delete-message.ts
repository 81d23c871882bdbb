import { confirmGone, defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'

const path = ({ parameters }: ActionInput) => pathTo`/messages/${parameters.message}`

/** A file lies in the message that it was sent with, and goes with it: the API knows no other way. */
export const deleteMessage = defineAction({
  name: 'delete-message',
  title: 'Delete message or file',
  description: 'Deletes one message of the space with the files that it was sent with, for good.',
  target: 'RESOURCE',
  kinds: ['CHANNEL'],
  effect: 'DESTRUCTIVE',
  scope: 'spark-compliance:messages_write',
  readScopes: ['spark-compliance:messages_read'],
  input: z.object({
    message: z
      .string()
      .regex(/^[A-Za-z0-9_-]{20,200}$/, { error: 'Give the ID of the message, as the activity has it.' })
      .describe('ID of the message, as the activity that tells of it or of its files has it.'),
  }),
  request: input => ({ method: 'DELETE', path: path(input) }),
  answers: [404],
  confirm: {
    request: input => ({ path: path(input) }),
    judge: confirmGone({ vendor: 'Webex', what: 'the message', shows: 'id' }),
  },
})
