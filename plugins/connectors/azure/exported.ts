import {
  at,
  emailIn,
  entraOutcome,
  type ActivityDraft,
  type ActorDraft,
  type Outcome,
  type TargetDraft,
} from '@casbah/sdk'
import { z } from 'zod'
import { actionOf, callerOf, claimIn, outcomeOf, usesAdminRights } from './event.ts'
import { granteeOf, targetOf } from './target.ts'

const text = z.string().nullish()
const coded = z.union([z.string(), z.number()]).nullish()
const worded = z.looseObject({ value: text })
const bag = z.record(z.string(), z.unknown())

/** The fields of a record as diagnostic settings export it, of the activity log, of Entra, of storage and of Kubernetes. */
export const exported = z.looseObject({
  time: text,
  operationName: z.union([z.string().regex(/\S/), worded]),
  category: text,
  resourceId: text,
  callerIpAddress: text,
  ipAddress: text,
  resultType: coded,
  resultDescription: text,
  statusCode: coded,
  status: z.union([z.string(), worded]).nullish(),
  identity: z.union([z.string(), bag]).nullish(),
  uri: text,
  location: z.unknown().optional(),
  properties: bag.nullish().catch(null),
})

export type Exported = z.infer<typeof exported>

export function exportedActivity(row: Exported): ActivityDraft {
  const { category, properties } = row
  if (category?.startsWith('kube-audit') && typeof properties?.log === 'string') return kubernetes(row, properties.log)
  if (category?.endsWith('SignInLogs')) return signIn(row)
  if (properties?.initiatedBy) return directoryAudit(row)
  const operation = operationOf(row)
  const claims = at(row.identity, 'claims') as Record<string, unknown> | undefined
  const caller = emailIn(at(properties, 'caller') as string | undefined)
  const outcome = outcomeIn(row)
  const file = at(properties, 'objectKey') ?? row.uri?.replace(/^https:\/\/([^./]+)[^/]*(\/[^?]*).*$/, '/$1$2')
  return {
    vendorAction: actionOf(operation),
    actor: callerOf(claims, caller) ?? nameOnly(row.identity) ?? requester(row.identity),
    targets: [
      ...(typeof file === 'string' ? [{ kind: 'file', id: file, name: file.split('/').at(-1) }] : []),
      ...granteeOf(properties),
      ...targetOf(row.resourceId),
    ],
    outcome,
    outcomeReason: outcome === 'FAILURE' ? reasonOf(row) : undefined,
    ip: ipOf(row.callerIpAddress ?? row.ipAddress ?? claimIn(claims, 'ipaddr')),
    userAgent: textAt(properties, 'userAgentHeader'),
    sessionId: claimIn(claims, 'sid'),
    isAdmin: usesAdminRights(operation, textAt(row.identity, 'authorization.evidence.role')),
  }
}

const textAt = (value: unknown, path: string) => {
  const found = at(value, path)
  return typeof found === 'string' && found !== '' ? found : undefined
}
const operationOf = ({ operationName }: Exported) =>
  typeof operationName === 'string' ? operationName : (operationName.value ?? 'unknown')
const reasonOf = ({ resultDescription, properties, statusCode }: Exported) =>
  resultDescription ||
  textAt(properties, 'statusMessage') ||
  textAt(properties, 'metricResponseType') ||
  String(statusCode ?? '')
/** Storage writes the port behind the address. */
const ipOf = (address: string | null | undefined) =>
  address ? { address: address.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1') } : undefined
const nameOnly = (identity: unknown): ActorDraft | undefined =>
  typeof identity === 'string' && identity ? { name: identity, email: emailIn(identity) } : undefined
/** Whose token a request to storage carried; one by key or signature names nobody. */
const requester = (identity: unknown): ActorDraft | undefined => {
  const id = textAt(identity, 'requester.objectId')
  return id ? { id: id.toLowerCase(), email: emailIn(textAt(identity, 'requester.upn')) } : undefined
}

/** Administrative records say it in `resultType`, those of storage by status or by what is counted for the metric. */
function outcomeIn(row: Exported): Outcome {
  const told = row.resultType ?? (typeof row.status === 'string' ? row.status : row.status?.value)
  if (told != null && told !== '') return outcomeOf(String(told))
  if (row.statusCode != null) return Number(row.statusCode) < 400 ? 'SUCCESS' : 'FAILURE'
  const counted = textAt(row.properties, 'metricResponseType')
  return counted === undefined ? 'UNKNOWN' : /^Success$/i.test(counted) ? 'SUCCESS' : 'FAILURE'
}

const APP: [string, string, string] = ['app', 'appId', 'appDisplayName']
const listed = (properties: unknown, kinds: [string, string, string][]): TargetDraft[] =>
  kinds
    .map(([kind, id, name]) => ({ kind, id: textAt(properties, id), name: textAt(properties, name) }))
    .filter(({ id, name }) => id !== undefined || name !== undefined)

/** What a record names, else what it was written for. */
const orElse = (named: TargetDraft[], { resourceId }: Pick<Exported, 'resourceId'>) =>
  named.length > 0 ? named : targetOf(resourceId)

/** Entra's sign-ins, of people and of programs. */
function signIn({ properties, resultType, resultDescription, ...row }: Exported): ActivityDraft {
  const code = String(at(properties, 'status.errorCode') ?? resultType ?? '')
  const outcome = entraOutcome(code) ?? outcomeOf(code)
  const person = textAt(properties, 'userId') ?? textAt(properties, 'userPrincipalName')
  const country = textAt(properties, 'location.countryOrRegion') ?? textAt(row, 'location')
  const address = ipOf(textAt(properties, 'ipAddress') ?? row.callerIpAddress)
  return {
    vendorAction: actionOf(operationOf(row as Exported)),
    actor: person
      ? {
          id: textAt(properties, 'userId'),
          email: emailIn(textAt(properties, 'userPrincipalName')),
          name: textAt(properties, 'userDisplayName'),
        }
      : {
          id: textAt(properties, 'servicePrincipalId') ?? textAt(properties, 'appId'),
          name: textAt(properties, 'servicePrincipalName') ?? textAt(properties, 'appDisplayName'),
          kind: 'service',
        },
    targets: orElse(listed(properties, [APP, ['resource', 'resourceId', 'resourceDisplayName']]), row),
    outcome,
    outcomeReason:
      outcome === 'FAILURE' ? (resultDescription ?? textAt(properties, 'status.failureReason') ?? code) : undefined,
    ip: address && { ...address, country: /^[A-Z]{2}$/.test(country ?? '') ? country : undefined },
    userAgent: textAt(properties, 'userAgent'),
    sessionId: textAt(properties, 'sessionId'),
  }
}

/** Changes of Entra's directory. */
function directoryAudit({ properties, ...row }: Exported): ActivityDraft {
  const outcome = outcomeOf(textAt(properties, 'result') ?? String(row.resultType ?? ''))
  const by = at(properties, 'initiatedBy')
  const id = textAt(by, 'user.id')
  const upn = textAt(by, 'user.userPrincipalName')
  const targets = z
    .array(z.looseObject({ type: text }))
    .catch([])
    .parse(at(properties, 'targetResources'))
  const details = z
    .array(z.looseObject({ key: text, value: text }))
    .catch([])
    .parse(at(properties, 'additionalDetails'))
  const detail = (name: string) => details.find(({ key }) => key === name)?.value
  return {
    vendorAction: actionOf(operationOf(row as Exported)),
    actor:
      id || upn
        ? { id, email: emailIn(upn), name: textAt(by, 'user.displayName') ?? upn }
        : { id: textAt(by, 'app.servicePrincipalId'), name: textAt(by, 'app.displayName'), kind: 'service' },
    targets: orElse(
      targets.flatMap(one => listed(one, [[one.type?.toLowerCase() ?? 'object', 'id', 'displayName']])),
      row,
    ),
    outcome,
    outcomeReason: outcome === 'FAILURE' ? textAt(properties, 'resultReason') : undefined,
    ip: ipOf(row.callerIpAddress ?? row.ipAddress ?? textAt(by, 'user.ipAddress') ?? detail('ipaddr')),
    userAgent: textAt(properties, 'userAgent') ?? detail('User-Agent'),
    isAdmin: id !== undefined,
  }
}

/** The audit record of a cluster lies in the export as a text. */
function kubernetes(row: Exported, log: string): ActivityDraft {
  const said: unknown = JSON.parse(log)
  const code = Number(at(said, 'responseStatus.code'))
  const user = textAt(said, 'user.username')
  const kind = textAt(said, 'objectRef.resource') ?? 'object'
  const part = textAt(said, 'objectRef.subresource')
  const name = textAt(said, 'objectRef.name')
  return {
    vendorAction: `kubernetes:${part === 'exec' ? 'exec' : (textAt(said, 'verb') ?? 'unknown')}`,
    actor: user
      ? { id: user, email: emailIn(user), name: user, kind: user.startsWith('system:') ? 'service' : 'user' }
      : undefined,
    targets: [
      { kind, id: [textAt(said, 'objectRef.namespace'), kind, name].filter(Boolean).join('/'), name },
      ...targetOf(row.resourceId),
    ],
    outcome: Number.isNaN(code) ? 'UNKNOWN' : code < 400 ? 'SUCCESS' : 'FAILURE',
    outcomeReason: code >= 400 ? (textAt(said, 'responseStatus.reason') ?? String(code)) : undefined,
    ip: ipOf(textAt(said, 'sourceIPs.0')),
    userAgent: textAt(said, 'userAgent'),
    isImpersonated: textAt(said, 'impersonatedUser.username') !== undefined,
  }
}
