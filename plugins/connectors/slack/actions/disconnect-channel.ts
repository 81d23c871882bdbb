import { at, defineAction, type ActionInput, type Confirmation } from '@casbah/sdk'
import { z } from 'zod'

/** Slack has no method that shows one channel of the organisation: it is looked for by its name. */
const find = ({ target }: ActionInput) => ({
  path: '/api/admin.conversations.search',
  query: { query: target.name, limit: 20 },
})

function isDisconnected({ body }: { body: unknown }, input?: ActionInput): Confirmation {
  const channels = at(body, 'channels')
  const found = Array.isArray(channels) && channels.find(one => at(one, 'id') === input?.target.externalId)
  const shared = at(found, 'is_ext_shared') ?? at(found, 'is_shared')
  if (typeof shared !== 'boolean') return { done: null, result: 'Slack does not show whether the channel is shared.' }
  const team = input?.parameters.team
  const teams = at(found, 'connected_team_ids')
  // One of several teams left: that the channel is still shared does not tell which they are.
  if (shared && team) {
    if (!Array.isArray(teams)) return { done: null, result: 'Slack does not show with whom the channel is shared.' }
    const has = teams.includes(team)
    return { done: !has, result: `Slack shows the channel as ${has ? '' : 'no longer '}shared with ${String(team)}.` }
  }
  return { done: !shared, result: `Slack shows the channel as ${shared ? '' : 'no longer '}shared.` }
}

export const disconnectChannel = defineAction({
  name: 'disconnect-channel',
  title: 'Disconnect shared channel',
  description:
    'Ends the sharing of a channel with other organisations: their people lose it, each side keeps a copy of what was said. To connect it again takes a new invitation.',
  target: 'RESOURCE',
  kinds: ['CHANNEL'],
  effect: 'DESTRUCTIVE',
  scope: 'admin.conversations:write',
  input: z.object({
    team: z
      .string()
      .regex(/^[TE][A-Z0-9]{2,}$/, { error: 'Give the ID of a team, such as T012ABCDEFG.' })
      .optional()
      .describe('ID of the foreign team that is to leave, such as T012ABCDEFG, where the channel has several.'),
  }),
  request: ({ target, parameters: { team } }) => ({
    method: 'POST',
    path: '/api/admin.conversations.disconnectShared',
    form: { channel_id: target.externalId, leaving_team_ids: team ? String(team) : undefined },
  }),
  confirm: { request: find, judge: isDisconnected },
})
