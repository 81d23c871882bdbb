import { z } from 'zod'
import { applications } from './applications.ts'

const text = z.string().nullish()
const nested = z.looseObject({
  name: text,
  value: text,
  intValue: z.union([z.string(), z.number()]).nullish(),
  boolValue: z.union([z.boolean(), z.string()]).nullish(),
  multiValue: z.array(z.string()).nullish(),
})
const parameter = z.looseObject({
  ...nested.shape,
  messageValue: z.looseObject({ parameter: z.array(nested).nullish() }).nullish(),
})

const event = z.looseObject({
  type: text,
  name: z.string().trim().min(1),
  parameters: z.array(parameter).nullish(),
  status: z.looseObject({ eventStatus: text, errorMessage: text, errorCode: text }).nullish(),
})

const KNOWN = new Set(applications.map(({ name }) => name))

/** The fields of an activity that are read. A row of another known application belongs to that one's stream. */
export const activityRow = (application: string) =>
  z.looseObject({
    id: z.looseObject({
      applicationName: z
        .string()
        .refine(name => name === application || !KNOWN.has(name), { error: `the row is not one of "${application}"` })
        .nullish(),
      customerId: text,
    }),
    actor: z
      .looseObject({
        callerType: text,
        email: text,
        profileId: text,
        key: text,
        applicationInfo: z
          .looseObject({ applicationName: text, oauthClientId: text, impersonation: z.boolean().nullish() })
          .nullish(),
      })
      .nullish(),
    ipAddress: text,
    networkInfo: z.looseObject({ regionCode: text, ipAsn: z.array(z.number()).nullish() }).nullish(),
    resourceDetails: z.array(z.looseObject({ id: text, title: text, type: text })).nullish(),
    events: z.array(event).min(1),
  })

export type ActivityRow = z.infer<ReturnType<typeof activityRow>>
export type ActivityEvent = ActivityRow['events'][number]
