import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { notFound, webexError } from './errors.ts'
import type { WebexOrganisation } from './organisation.ts'
import { pageOf } from './paging.ts'
import { memberOf, type WebexMember, type WebexSpace } from './settings.ts'

const CREATED = '2025-10-01T08:00:00.000Z'

const spaceOf = ({ members: _, ...space }: WebexSpace) => ({
  ...space,
  type: 'group',
  ownerId: space.creatorId,
  lastActivity: CREATED,
  created: CREATED,
  isAnnouncementOnly: false,
  isReadOnly: false,
})

/** Spaces below /rooms. The description leaves changing one out. */
export function answerSpaces(organisation: WebexOrganisation, request: VendorRequest, path: string): VendorAnswer {
  const { settings, pageRows, happened } = organisation
  const [, id] = /^\/rooms\/([^/]+)$/.exec(path) ?? []
  if (id === undefined) {
    const asked = request.query.get('orgPublicSpaces') === 'true'
    return pageOf(request, settings.spaces.filter(({ isPublic }) => !asked || isPublic).map(spaceOf), {
      most: 1_000,
      pageRows,
    })
  }
  const space = settings.spaces.find(one => one.id === decodeURIComponent(id))
  if (!space) return notFound()
  if (request.method === 'GET') return { status: 200, body: spaceOf(space) }
  const asked = jsonIn(request.body)
  if (request.method !== 'PUT' || typeof asked?.title !== 'string' || asked.title === '')
    return { ...webexError(400, `'title' is required.`), undescribed: true }
  space.title = asked.title
  if (typeof asked.isLocked === 'boolean') space.isLocked = asked.isLocked
  happened('rooms', 'updated', { id: space.id, title: space.title, isLocked: space.isLocked, type: 'group' })
  return { status: 200, body: spaceOf(space), undescribed: true }
}

/** Memberships of spaces and teams, which are told apart by the field that names the place. The description leaves adding somebody out. */
export function answerMemberships(
  organisation: WebexOrganisation,
  request: VendorRequest,
  path: string,
  field: 'roomId' | 'teamId',
): VendorAnswer {
  const { settings, pageRows, accounts, orgId, happened } = organisation
  const places = field === 'roomId' ? settings.spaces : settings.teams
  const shown = (place: string, member: WebexMember) => ({ ...member, [field]: place, created: CREATED })
  const tell = (type: string, place: string, member: WebexMember) => {
    if (field === 'roomId') happened('memberships', type, { ...shown(place, member), roomType: 'group' })
  }
  const [, id] = /memberships\/([^/]+)$/.exec(path) ?? []
  if (id !== undefined && request.method === 'DELETE') {
    const place = places.find(({ members }) => members.some(member => member.id === decodeURIComponent(id)))
    const member = place?.members.find(one => one.id === decodeURIComponent(id))
    if (!place || !member) return notFound()
    place.members = place.members.filter(one => one !== member)
    tell('deleted', place.id, member)
    return { status: 204 }
  }
  if (request.method === 'POST' && id === undefined) {
    const asked = jsonIn(request.body)
    const place = places.find(one => one.id === asked?.[field])
    const account = accounts.find(one => one.id === asked?.personId)
    if (!place || !account) return { ...notFound(), undescribed: true }
    if (place.members.some(({ personId }) => personId === account.id))
      return { ...webexError(409, 'User is already a participant.'), undescribed: true }
    const member = memberOf(place.id, account, orgId, asked?.isModerator === true)
    place.members.push(member)
    tell('created', place.id, member)
    return { status: 200, body: shown(place.id, member), undescribed: true }
  }
  if (request.method !== 'GET' || id !== undefined) return notFound()
  // Without a space it is about those of the service app itself, which is in none.
  if (field === 'roomId' && !request.query.has(field)) return { status: 200, body: { items: [] } }
  const place = places.find(one => one.id === request.query.get(field))
  if (!place) return notFound()
  const person = field === 'roomId' ? request.query.get('personId') : null
  const members = place.members.filter(({ personId }) => person === null || personId === person)
  return pageOf(
    request,
    members.map(member => shown(place.id, member)),
    { most: 1_000, pageRows },
  )
}

/** Messages. The description leaves showing a single one out. */
export function answerMessages(
  { settings, pageRows, happened }: WebexOrganisation,
  request: VendorRequest,
  path: string,
): VendorAnswer {
  const [, id] = /^\/messages\/([^/]+)$/.exec(path) ?? []
  if (id === undefined) {
    const roomId = request.query.get('roomId')
    if (!roomId) return webexError(400, `'roomId' is required.`)
    const messages = settings.messages.filter(one => one.roomId === roomId)
    return pageOf(request, messages, { usual: 50, most: 1_000, pageRows })
  }
  const message = settings.messages.find(one => one.id === decodeURIComponent(id))
  if (!message) return notFound()
  if (request.method === 'GET') return { status: 200, body: { ...message, roomType: 'group' }, undescribed: true }
  if (request.method !== 'DELETE') return webexError(405, 'The method is not allowed.')
  settings.messages = settings.messages.filter(one => one !== message)
  happened('messages', 'deleted', { id: message.id, roomId: message.roomId, personEmail: message.personEmail })
  return { status: 204 }
}
