import { z } from 'zod'

const text = z.string().nullish()

/** The fields of a LogEvent that are read; Okta leaves out or nulls most of them now and then. */
export const logEvent = z.looseObject({
  eventType: z.string().min(1),
  severity: text,
  actor: z.looseObject({ id: text, type: text, alternateId: text, displayName: text }).nullish(),
  client: z
    .looseObject({
      ipAddress: text,
      userAgent: z.looseObject({ rawUserAgent: text }).nullish(),
      geographicalContext: z.looseObject({ country: text, city: text }).nullish(),
    })
    .nullish(),
  authenticationContext: z.looseObject({ externalSessionId: text }).nullish(),
  securityContext: z.looseObject({ asNumber: z.number().nullish(), isp: text }).nullish(),
  outcome: z.looseObject({ result: text, reason: text }).nullish(),
  target: z.array(z.looseObject({ id: text, type: text, alternateId: text, displayName: text })).nullish(),
})

export type LogEvent = z.infer<typeof logEvent>
