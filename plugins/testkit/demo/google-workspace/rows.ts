import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Doc } from './org.ts'
import { googleOrg } from './org.ts'

/** One of the events of an item; a list is a parameter of several values. */
export interface GoogleEvent {
  type: string
  name: string
  parameters: Record<string, string | boolean | number | string[]>
}

/** An item of the Reports API with its events, which happened at once. */
export function googleRow(moment: Moment, applicationName: string, ...events: GoogleEvent[]): Emission {
  const { world, random, person, spot, time } = moment
  const { customerId, logins } = googleOrg(world)
  const row = {
    kind: 'admin#reports#activity',
    id: {
      time: new Date(time).toISOString(),
      // 64 bits with a sign, told as text.
      uniqueQualifier: String(BigInt.asIntN(64, BigInt(`0x${random.uuid().replaceAll('-', '').slice(0, 16)}`))),
      applicationName,
      customerId,
    },
    etag: `"${random.text(43)}/${random.text(27)}"`,
    actor: {
      ...(applicationName === 'admin' && { callerType: 'USER' }),
      email: person.email,
      profileId: logins.of(person).id,
    },
    ipAddress: spot.network.ip,
    networkInfo: { ipAsn: [spot.network.asn], regionCode: spot.place.countryCode },
    events: events.map(({ type, name, parameters }) => ({
      type,
      name,
      parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, ...valueOf(value) })),
    })),
  }
  return { vendor: 'google-workspace', time, row }
}

function valueOf(value: GoogleEvent['parameters'][string]): object {
  if (Array.isArray(value)) return { multiValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  return typeof value === 'number' ? { intValue: String(value) } : { value }
}

/** Signing in by the company's single sign-on. */
export const signedIn = (moment: Moment): Emission =>
  googleRow(moment, 'login', {
    type: 'login',
    name: 'login_success',
    parameters: { login_type: 'saml', login_challenge_method: ['none'], is_suspicious: false },
  })

/** Something done with a document. */
export function docEvent(
  name: string,
  doc: Doc,
  parameters: GoogleEvent['parameters'] = {},
  { type = 'access', isPrimary = true } = {},
): GoogleEvent {
  return {
    type,
    name,
    parameters: {
      primary_event: isPrimary,
      billable: true,
      owner_is_shared_drive: false,
      owner: doc.owner.email,
      doc_id: doc.id,
      doc_type: doc.type,
      is_encrypted: false,
      doc_title: doc.title,
      visibility: doc.visibility,
      actor_is_collaborator_account: false,
      owner_is_team_drive: false,
      ...parameters,
    },
  }
}

/** A document opened to one more person; changing who may edit it comes in the same item. */
export function shared(moment: Moment, doc: Doc, email: string): Emission {
  const isOutside = !email.endsWith(`@${moment.world.domain}`)
  const common = {
    visibility: isOutside ? 'shared_externally' : 'shared_internally',
    visibility_change: isOutside ? 'external' : 'internal',
    old_visibility: doc.visibility,
  }
  const access = { ...common, target_user: email, old_value: ['none'], new_value: ['can_edit'] }
  const editors = { ...common, old_value: ['owner'], new_value: ['owner', 'writers'] }
  return googleRow(
    moment,
    'drive',
    docEvent('change_user_access', doc, access, { type: 'acl_change' }),
    docEvent('change_acl_editors', doc, editors, { type: 'acl_change', isPrimary: false }),
  )
}

/** A document opened to whoever has the link. */
export function published(moment: Moment, doc: Doc): Emission {
  const common = { visibility: 'people_with_link', visibility_change: 'external', old_visibility: doc.visibility }
  const scope = { ...common, target_domain: 'all', old_value: ['none'], new_value: ['can_view'] }
  const visibility = { ...common, target_domain: 'all', old_value: [doc.visibility], new_value: ['people_with_link'] }
  return googleRow(
    moment,
    'drive',
    docEvent('change_document_access_scope', doc, scope, { type: 'acl_change', isPrimary: false }),
    docEvent('change_document_visibility', doc, visibility, { type: 'acl_change' }),
  )
}
