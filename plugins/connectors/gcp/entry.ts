import { z } from 'zod'

const text = z.string().nullish()

/** The fields of an audit log entry that are read. What was asked and answered differs by method, so that stays open. */
export const entry = z.looseObject({
  logName: text,
  resource: z.looseObject({ type: text, labels: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  operation: z.looseObject({ first: z.boolean().nullish(), last: z.boolean().nullish() }).nullish(),
  protoPayload: z.looseObject({
    methodName: z.string().min(1),
    serviceName: text,
    resourceName: text,
    status: z.looseObject({ code: z.number().nullish(), message: text }).nullish(),
    authenticationInfo: z
      .looseObject({
        principalEmail: text,
        principalSubject: text,
        serviceAccountDelegationInfo: z.array(z.unknown()).nullish(),
      })
      .nullish(),
    authorizationInfo: z.array(z.looseObject({ granted: z.boolean().nullish(), permissionType: text })).nullish(),
    requestMetadata: z.looseObject({ callerIp: text, callerIP: text, callerSuppliedUserAgent: text }).nullish(),
    request: z.unknown().optional(),
    response: z.unknown().optional(),
    serviceData: z.unknown().optional(),
    metadata: z.unknown().optional(),
  }),
})

export type LogEntry = z.infer<typeof entry>
