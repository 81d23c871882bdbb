import type { VendorAnswer } from '../../replay/vendor.ts'
import { done, failed } from './answers.ts'
import type { SlackOrganisation } from './organisation.ts'
import { pageOf } from './paging.ts'
import type { SlackChannel } from './settings.ts'

/** Most channels of a page of the search. */
const MOST_ROWS = 20

/** Channels as the description of 2021 shows them: shared with outsiders is what is shared and not within the organisation. */
const channelOf = ({ id, name, isPrivate, members, sharedWith }: SlackChannel) => ({
  id,
  name,
  name_normalized: name,
  created: 1_767_000_000,
  creator: members[0] ?? 'W0NOBODY01',
  is_channel: true,
  is_archived: false,
  is_general: name === 'general',
  is_mpim: false,
  is_private: isPrivate,
  is_shared: sharedWith.length > 0,
  is_org_shared: false,
  members: [],
  num_members: members.length,
  purpose: { creator: '', last_set: 0, value: '' },
  topic: { creator: '', last_set: 0, value: '' },
})

export function searchChannels({ settings, pageRows }: SlackOrganisation, query: URLSearchParams): VendorAnswer {
  const text = query.get('query') ?? ''
  const found = settings.channels.filter(({ name }) => name.includes(text))
  const paged = pageOf(found, query, Math.min(MOST_ROWS, pageRows))
  if (!paged) return failed('invalid_cursor')
  // Unlike elsewhere the cursor lies at the top; and the description has no `ok` in this answer.
  return { status: 200, body: { channels: paged.page.map(channelOf), next_cursor: paged.next } }
}

export function disconnectShared({ settings, record }: SlackOrganisation, form: URLSearchParams): VendorAnswer {
  const channel = settings.channels.find(({ id }) => id === form.get('channel_id'))
  if (!channel) return failed('channel_not_found')
  if (channel.sharedWith.length === 0) return failed('no_teams_to_disconnect')
  const leaving = form.get('leaving_team_ids')?.split(',') ?? channel.sharedWith
  if (leaving.some(team => !channel.sharedWith.includes(team))) return failed('leaving_team_not_in_channel')
  channel.sharedWith = channel.sharedWith.filter(team => !leaving.includes(team))
  record('external_shared_channel_disconnected', entityOf(channel))
  return done()
}

export function kick({ settings, record }: SlackOrganisation, form: URLSearchParams): VendorAnswer {
  const channel = settings.channels.find(({ id }) => id === form.get('channel'))
  const user = form.get('user') ?? ''
  if (!channel) return failed('channel_not_found')
  if (channel.name === 'general') return failed('cant_kick_from_general')
  if (!channel.members.includes(user)) return failed('not_in_channel')
  channel.members = channel.members.filter(member => member !== user)
  record('user_channel_leave', entityOf(channel))
  return done()
}

/** The description leaves inviting and the list of members out. */
export function invite({ settings, record }: SlackOrganisation, form: URLSearchParams): VendorAnswer {
  const channel = settings.channels.find(({ id }) => id === form.get('channel'))
  if (!channel) return failed('channel_not_found')
  const users = (form.get('users') ?? '').split(',').filter(Boolean)
  if (users.length === 0) return failed('no_user')
  if (users.some(user => channel.members.includes(user))) return failed('already_in_channel')
  channel.members = [...channel.members, ...users]
  record('user_channel_join', entityOf(channel))
  return { ...done({ channel: channelOf(channel) }), undescribed: true }
}

export function listMembers({ settings, pageRows }: SlackOrganisation, query: URLSearchParams): VendorAnswer {
  const channel = settings.channels.find(({ id }) => id === query.get('channel'))
  if (!channel) return failed('channel_not_found')
  const paged = pageOf(channel.members, query, Math.min(1_000, pageRows))
  if (!paged) return failed('invalid_cursor')
  return {
    ...done({ members: paged.page, response_metadata: { next_cursor: paged.next } }),
    undescribed: true,
  }
}

const entityOf = ({ id, name, isPrivate, sharedWith }: SlackChannel) => ({
  type: 'channel',
  channel: {
    id,
    name,
    privacy: isPrivate ? 'private' : 'public',
    is_shared: sharedWith.length > 0,
    is_org_shared: false,
    teams_shared_with: sharedWith,
  },
})
