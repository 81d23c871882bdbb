import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Random } from '../random.ts'

/** Who calls, from where. */
export interface GcpCaller {
  random: Random
  time: number
  principalEmail: string
  callerIp: string
  callerSuppliedUserAgent: string
}

/** One method of one service on one resource. */
export interface GcpCall {
  /** Such as `storage`; `.googleapis.com` is added. */
  service: string
  method: string
  resource: string
  /** Where the entry lies, such as `projects/acme-analytics`. */
  place: string
  isRead?: boolean
  /** Fields of the payload besides the usual. */
  payload?: Record<string, unknown>
}

/** An entry of Cloud Audit Logs. */
export function gcpRow({ random, time, ...caller }: GcpCaller, call: GcpCall): Emission {
  const { principalEmail, callerIp, callerSuppliedUserAgent } = caller
  const row = {
    insertId: random.uuid().replaceAll('-', ''),
    logName: `${call.place}/logs/cloudaudit.googleapis.com%2F${call.isRead ? 'data_access' : 'activity'}`,
    timestamp: new Date(time).toISOString(),
    severity: call.isRead ? 'INFO' : 'NOTICE',
    resource: { type: 'audited_resource', labels: { service: `${call.service}.googleapis.com` } },
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      serviceName: `${call.service}.googleapis.com`,
      methodName: call.method,
      resourceName: call.resource,
      authenticationInfo: { principalEmail },
      requestMetadata: { callerIp, callerSuppliedUserAgent },
      ...call.payload,
    },
  }
  return { vendor: 'gcp', time, row }
}

/** A person in the browser, or at the command line. */
export const personOf = ({ random, time, person, spot }: Moment, isConsole = true): GcpCaller => ({
  random,
  time,
  principalEmail: person.email,
  callerIp: spot.network.ip,
  callerSuppliedUserAgent: isConsole ? spot.device.userAgent : spot.device.cliAgent,
})

/** What a change of a policy gave. */
export const given = (role: string, member: string) => ({
  serviceData: {
    '@type': 'type.googleapis.com/google.iam.v1.logging.AuditData',
    policyDelta: { bindingDeltas: [{ action: 'ADD', role, member }] },
  },
})

/** One object of a bucket, taken. */
export const objectTaken = (place: string, bucket: string, name: string): GcpCall => ({
  service: 'storage',
  method: 'storage.objects.get',
  resource: `projects/_/buckets/${bucket}/objects/${name}`,
  place,
  isRead: true,
})
