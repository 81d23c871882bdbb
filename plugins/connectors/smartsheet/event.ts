import { translate, type ActivityDraft, type ActorDraft, type TargetDraft } from '@casbah/sdk'
import { z } from 'zod'

const id = z.union([z.string(), z.number()]).nullish()

/** What is read of an event. Which details it has follows from its type. */
export const event = z.looseObject({
  eventId: z.string().min(1),
  objectType: z.string().min(1),
  action: z.string().min(1),
  eventTimestamp: z.string().regex(/^\d{4}-\d\d-\d\dT/, 'This is no time.'),
  /** -1 where ids are no numbers. */
  objectId: id,
  objectIdStr: id,
  /** Who is taken to have done it, and whose credentials it was done with. */
  userId: id,
  requestUserId: id,
  accessTokenName: z.string().nullish(),
  additionalDetails: z.record(z.string(), z.unknown()).nullish(),
})
export type Event = z.infer<typeof event>

/** Stand for those whom no list of users has: visitors of published pages and forms, and Smartsheet itself. */
const NOBODY: Record<string, ActorDraft> = {
  '5629504736520068': { name: 'Anyone with the address of a published page' },
  '5066554783098756': { name: 'Somebody of the organisation on a published page' },
  '7881304550205316': { name: 'Somebody who filled in a form' },
  '3940654876256132': { name: 'Smartsheet automation', kind: 'system' },
  '6192454689941380': { name: 'Smartsheet notifications', kind: 'system' },
}

const KINDS: Record<string, string> = {
  ACCESS_TOKEN: 'token',
  ACCOUNT: 'organization',
  ATTACHMENT: 'file',
  DISCUSSION: 'comment',
}

/** Details that name something else, with what that is. */
const NAMED: Record<string, string> = {
  userId: 'user',
  memberUserId: 'user',
  newUserId: 'user',
  newOwnerUserId: 'user',
  newContactUserId: 'user',
  tokenUserId: 'user',
  groupId: 'group',
  recipientGroupId: 'group',
  sheetId: 'sheet',
  destinationSheetId: 'sheet',
  workspaceId: 'workspace',
}

/** Invitations are answered by whoever was invited. */
const ADMINISTRATION = /^(ACCOUNT|AUTHENTICATION|GROUP|POLICY_\w+|USER)-(?!(ACCEPT|DECLINE)_INVITE$)/

/** What an event says, in our words. Smartsheet logs what was done, never what failed. */
export function activityOf(row: Event): ActivityDraft {
  const { objectType, action } = row
  const vendorAction = `${objectType}-${action}`
  const actor = said(row.userId) ?? said(row.requestUserId)
  const isOther = said(row.requestUserId) !== undefined && said(row.requestUserId) !== actor
  const address = said(row.additionalDetails?.sourceIpAddress)
  return {
    vendorAction,
    actor: actor === undefined ? undefined : (translate(NOBODY, actor) ?? actorOf(row, actor, isOther)),
    targets: targetsOf(row),
    outcome: 'SUCCESS',
    ip: address ? { address } : undefined,
    isAdmin: ADMINISTRATION.test(vendorAction) || undefined,
    isImpersonated: (isOther && !translate(NOBODY, actor)) || undefined,
  }
}

const said = (value: unknown) =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined

/** Of somebody in whose name another acts, the address may be either’s. */
const actorOf = ({ additionalDetails }: Event, actor: string, isOther: boolean): ActorDraft => ({
  id: actor,
  email: isOther ? undefined : said(additionalDetails?.emailAddress),
})

function targetsOf({ objectType, objectId, objectIdStr, accessTokenName, ...row }: Event): TargetDraft[] {
  const details = row.additionalDetails ?? {}
  const number = String(objectId) === '-1' ? undefined : said(objectId)
  const name = details[`${objectType.toLowerCase()}Name`] ?? details.newName ?? details.tokenName
  const found: TargetDraft[] = [
    {
      kind: translate(KINDS, objectType) ?? objectType.toLowerCase(),
      id: said(objectIdStr) ?? number,
      name: said(name) ?? (objectType === 'ACCESS_TOKEN' ? accessTokenName : undefined),
    },
    ...Object.entries(NAMED).map(([field, kind]) => ({ kind, id: said(details[field]) })),
    { kind: 'user', email: said(details.recipientEmail), name: said(details.recipientEmail) },
    { kind: 'app', id: said(details.appClientId), name: said(details.appName) },
  ]
  return found.filter(target => target.id || target.name)
}
