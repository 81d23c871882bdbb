import { emailIn, translate, type ActivityDraft, type TargetDraft } from '@casbah/sdk'
import { z } from 'zod'
import { apiId } from './ids.ts'
import { vocabulary } from './vocabulary.ts'

const text = z.string().nullish()

/** An event of the admin audit or the security audit; the second has no target. */
export const auditEvent = z.looseObject({
  id: z.string().min(1),
  created: z.string().min(1),
  actorId: text,
  // What has one is an event of contents.
  resource: z.undefined().optional(),
  data: z.looseObject({
    eventDescription: text,
    eventCategory: text,
    eventStatus: text,
    operationType: text,
    actionText: text,
    actorName: text,
    actorEmail: text,
    actorIp: text,
    actorUserAgent: text,
    targetType: text,
    targetId: text,
    targetName: text,
    settingKey: text,
    errorCode: text,
    errorMessage: text,
  }),
})
export type AuditEvent = z.infer<typeof auditEvent>
type Data = AuditEvent['data']

const KINDS: Record<string, string> = { USER: 'user', PERSON: 'user', PEOPLE: 'user', ORG: 'organization' }

/**
 * The sentence that says what was done, whose capitals and full stop differ from place to place; where the vocabulary lacks it, the kind of its target and
 * what was done to that, if it has these.
 */
export function wordOf({ eventDescription, targetType, operationType, eventCategory }: Data): string {
  const said = eventDescription?.trim().replace(/\.+$/, '').toLowerCase()
  const coarse = targetType && operationType ? `${targetType}:${operationType}` : undefined
  return [said, coarse].find(word => translate(vocabulary, word)) ?? (said || coarse || eventCategory || 'event')
}

export function auditActivity({ actorId, data }: AuditEvent, isAdmin: boolean): ActivityDraft {
  const failure = failureOf(data)
  return {
    vendorAction: wordOf(data),
    actor: {
      id: actorId && apiId('PEOPLE', actorId),
      email: emailIn(data.actorEmail),
      name: data.actorName,
    },
    targets: targetsOf(data),
    outcome: failure === null ? 'SUCCESS' : failure === undefined ? 'UNKNOWN' : 'FAILURE',
    ...(failure && { outcomeReason: failure }),
    ip: data.actorIp ? { address: data.actorIp } : null,
    userAgent: data.actorUserAgent,
    ...(isAdmin && { isAdmin }),
  }
}

function targetsOf({ targetType, targetId, targetName, settingKey }: Data): TargetDraft[] {
  const kind = translate(KINDS, targetType) ?? targetType?.toLowerCase() ?? 'other'
  const id = targetId && (kind === 'user' ? apiId('PEOPLE', targetId) : targetId)
  return [
    ...(id || targetName ? [{ kind, id, name: targetName, email: kind === 'user' ? emailIn(targetName) : null }] : []),
    ...(settingKey ? [{ kind: 'setting', name: settingKey }] : []),
  ]
}

/** Why it failed; null when it did not, undefined when Webex does not know. */
function failureOf({ errorCode, errorMessage, eventStatus, eventDescription, actionText }: Data) {
  if (errorMessage || errorCode) return errorMessage || errorCode
  if (eventStatus) return /^succe/i.test(eventStatus) ? null : /^fail/i.test(eventStatus) ? actionText : undefined
  const failed = [eventDescription, actionText].find(said => said && /\b(fail|denied|unsuccessful)/i.test(said))
  return failed ? (actionText ?? failed) : null
}
