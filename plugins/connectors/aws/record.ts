import { z } from 'zod'

const text = z.string().nullish()

/** The fields of a CloudTrail record that are read. Parameters differ by operation, so they stay open. */
export const record = z.looseObject({
  eventName: z.string().min(1),
  eventSource: text,
  eventType: text,
  sourceIPAddress: text,
  userAgent: text,
  errorCode: text,
  errorMessage: text,
  readOnly: z.boolean().nullish(),
  managementEvent: z.boolean().nullish(),
  eventCategory: text,
  userIdentity: z
    .looseObject({
      type: text,
      principalId: text,
      arn: text,
      accountId: text,
      accessKeyId: text,
      userName: text,
      invokedBy: text,
      onBehalfOf: z.looseObject({ userId: text }).nullish(),
      sessionContext: z.looseObject({ sessionIssuer: z.looseObject({ userName: text }).nullish() }).nullish(),
    })
    .nullish(),
  requestParameters: z.unknown().optional(),
  responseElements: z.unknown().optional(),
  resources: z.array(z.looseObject({ ARN: text, type: text })).nullish(),
})

export type CloudTrailRecord = z.infer<typeof record>

/** What calls were given and answered that opens something. */
export const SECRETS = [
  'responseElements.credentials.secretAccessKey',
  'responseElements.credentials.sessionToken',
  'responseElements.accessKey.secretAccessKey',
  'responseElements.serviceSpecificCredential.servicePassword',
  'responseElements.token',
  'responseElements.accessToken',
  'responseElements.refreshToken',
  'responseElements.idToken',
  'requestParameters.clientSecret',
  'requestParameters.deviceCode',
  'requestParameters.password',
  'requestParameters.masterUserPassword',
  'requestParameters.userData',
]
