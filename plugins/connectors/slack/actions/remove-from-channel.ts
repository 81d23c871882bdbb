import { confirmListed, defineAction, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

const channelOf = ({ parameters }: ActionInput) => String(parameters.channel)
const members = (input: ActionInput): HttpRequest => ({
  path: '/api/conversations.members',
  query: { channel: channelOf(input), limit: 1000 },
})
const isMember = (is: boolean) =>
  confirmListed({
    vendor: 'Slack',
    what: 'the members of the channel',
    list: 'members',
    more: 'response_metadata.next_cursor',
    id: '',
    value: ({ target }) => target.externalId,
    is,
  })

/** Of a channel with more than a thousand members the first thousand alone are looked at, and whoever is not among them is not known. */
export const removeFromChannel = defineAction({
  name: 'remove-from-channel',
  title: 'Remove from channel',
  description:
    'Takes the user out of one channel. The token’s owner must be a member of it; nobody can be taken out of the general channel.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'channels:write',
  readScopes: ['channels:read'],
  input: z.object({
    channel: z
      .string()
      .regex(/^[CG][A-Z0-9]{2,}$/, { error: 'Give the ID of the channel, such as C012ABCDEFG.' })
      .describe('ID of the channel, such as C012ABCDEFG, as the inventory has it.'),
  }),
  request: input => ({
    method: 'POST',
    path: '/api/conversations.kick',
    form: { channel: channelOf(input), user: input.target.externalId },
  }),
  confirm: { request: members, judge: isMember(false) },
  undo: {
    request: input => ({
      method: 'POST',
      path: '/api/conversations.invite',
      form: { channel: channelOf(input), users: input.target.externalId },
    }),
    judge: isMember(true),
  },
})
