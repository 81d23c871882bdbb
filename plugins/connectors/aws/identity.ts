import type { ActorDraft } from '@casbah/sdk'
import type { CloudTrailRecord } from './record.ts'

const email = (text: string | undefined) => (text && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text : undefined)

/** What somebody typed at a failed sign-in may be a password, so AWS hides it. */
const shown = (name: string | null | undefined) =>
  name && name !== 'HIDDEN_DUE_TO_SECURITY_REASONS' ? name : undefined

/**
 * Who called. IAM users are known by their unique id, which the list of users gives too; a role's session by role and
 * session name, which for people from an identity provider is their mail address.
 */
export function actorOf({ userIdentity, eventType }: CloudTrailRecord): ActorDraft | undefined {
  if (!userIdentity) return eventType === 'AwsServiceEvent' ? { kind: 'system' } : undefined
  const { type, principalId, accountId, userName, invokedBy, onBehalfOf, sessionContext } = userIdentity
  const id = principalId ?? onBehalfOf?.userId
  switch (type) {
    case 'Root':
      return { id: accountId ?? id, name: 'root', kind: 'user' }
    case 'AWSService':
      return { id: invokedBy ?? id, name: invokedBy, kind: 'system' }
    case 'AssumedRole': {
      const session = principalId?.slice(principalId.indexOf(':') + 1)
      const role = sessionContext?.sessionIssuer?.userName ?? roleIn(userIdentity.arn)
      const isPerson = email(session) !== undefined || (role?.startsWith('AWSReservedSSO_') ?? false)
      return {
        id,
        email: email(session),
        name: isPerson ? session : [role, session].filter(Boolean).join('/') || undefined,
        kind: isPerson ? 'user' : 'service',
      }
    }
    default: {
      const name = shown(userName) ?? shown(userIdentity.arn?.split('/').at(-1))
      if (!id && !name && !accountId) return undefined
      return { id: id ?? (name ? undefined : accountId), email: email(name), name, kind: 'user' }
    }
  }
}

function roleIn(arn: string | null | undefined): string | undefined {
  return arn?.match(/assumed-role\/([^/]+)/)?.[1]
}

const ADMINISTRATION = new Set([
  'account.amazonaws.com',
  'cloudtrail.amazonaws.com',
  'config.amazonaws.com',
  'guardduty.amazonaws.com',
  'iam.amazonaws.com',
  'organizations.amazonaws.com',
  'rolesanywhere.amazonaws.com',
  'securityhub.amazonaws.com',
  'sso-directory.amazonaws.com',
  'sso.amazonaws.com',
])

/** The root user has no limits; changes to identities, logging and detection need rights that only administrators have. */
export function usesAdminRights({ userIdentity, eventSource, eventName, readOnly }: CloudTrailRecord): boolean {
  if (userIdentity?.type === 'Root' && !userIdentity.invokedBy) return true
  const reads = readOnly ?? /^(Get|List|Describe|Lookup|Simulate)/.test(eventName)
  return !reads && ADMINISTRATION.has(eventSource ?? '')
}
