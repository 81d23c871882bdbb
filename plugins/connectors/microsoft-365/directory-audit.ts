import { emailIn, translate, type ActivityDraft, type ActorDraft, type Outcome } from '@casbah/sdk'
import { z } from 'zod'
import { known } from './values.ts'

const text = z.string().nullish()

/** The fields of a directory audit that are read. */
export const directoryAudit = z.looseObject({
  id: z.string().min(1),
  activityDateTime: z.string().min(1),
  activityDisplayName: z.string().regex(/\S/),
  category: text,
  result: text,
  resultReason: text,
  correlationId: text,
  initiatedBy: z
    .looseObject({
      user: z.looseObject({ id: text, userPrincipalName: text, displayName: text, ipAddress: text }).nullish(),
      app: z.looseObject({ appId: text, displayName: text, servicePrincipalId: text }).nullish(),
    })
    .nullish(),
  targetResources: z
    .array(z.looseObject({ id: text, displayName: text, type: text, userPrincipalName: text }))
    .nullish(),
  additionalDetails: z.array(z.looseObject({ key: text, value: text })).nullish(),
})

export type DirectoryAudit = z.infer<typeof directoryAudit>

const OUTCOMES: Record<string, Outcome> = { success: 'SUCCESS', failure: 'FAILURE', timeout: 'FAILURE' }

/** What people change of their own account; all else of the directory takes an administrator’s rights. */
const OWN =
  /^User |self[- ]service|\(self-service\)|^Change user password|^Change password|^Consent to application|^Self-service/i

export function directoryAuditActivity(row: DirectoryAudit): ActivityDraft {
  const outcome = translate(OUTCOMES, row.result) ?? 'UNKNOWN'
  const address = known(row.initiatedBy?.user?.ipAddress)
  return {
    vendorAction: row.activityDisplayName,
    actor: actorOf(row),
    targets: (row.targetResources ?? []).flatMap(({ id, displayName, type, userPrincipalName }) => {
      const email = emailIn(userPrincipalName)
      const target = { kind: kindOf(type), id: known(id), name: known(displayName) ?? known(userPrincipalName), email }
      return target.id || target.name ? [target] : []
    }),
    outcome,
    outcomeReason: outcome === 'FAILURE' ? known(row.resultReason) : undefined,
    ip: address ? { address } : undefined,
    userAgent: known(row.additionalDetails?.find(({ key }) => key === 'User-Agent')?.value),
    isAdmin: known(row.initiatedBy?.user?.id) !== undefined && !OWN.test(row.activityDisplayName),
  }
}

function actorOf({ initiatedBy }: DirectoryAudit): ActorDraft | undefined {
  const { user, app } = initiatedBy ?? {}
  const id = known(user?.id)
  if (id || known(user?.userPrincipalName))
    return {
      id,
      email: emailIn(user?.userPrincipalName),
      name: known(user?.displayName) ?? known(user?.userPrincipalName),
      kind: 'user',
    }
  if (!app) return undefined
  const principal = known(app.servicePrincipalId) ?? known(app.appId)
  // Services of Microsoft itself come with a name alone.
  return { id: principal, name: known(app.displayName), kind: principal ? 'service' : 'system' }
}

const KINDS: Record<string, string> = {
  user: 'user',
  group: 'group',
  role: 'role',
  directory: 'org',
  serviceprincipal: 'app',
  application: 'app',
  app: 'app',
  device: 'device',
  policy: 'policy',
  domain: 'domain',
}

const kindOf = (type: string | null | undefined) => translate(KINDS, type?.toLowerCase()) ?? 'object'
