import { z } from 'zod'
import { userShape } from './users.ts'

/** What checks read out of the answers of reads, or of one row of them: the fields that they judge by. */

export const privilegeUsers = z.array(
  z.looseObject({
    parent: z.looseObject({
      name: z.string().min(1),
      privilege: z.looseObject({
        Statement: z.array(z.looseObject({ Effect: z.string(), Action: z.array(z.string()) })),
      }),
    }),
    value: z.array(z.number()),
  }),
)

export const hook = z.looseObject({
  id: z.union([z.string(), z.number()]),
  type: z.string().nullish(),
  disabled: z.boolean(),
  status: z.string(),
})

export const userDevices = z.array(
  z.looseObject({
    parent: userShape,
    value: z.looseObject({
      data: z.looseObject({ otp_devices: z.array(z.looseObject({ active: z.boolean().nullish() })) }),
    }),
  }),
)

export const sessionTimeout = z.object({
  session_timeout_by_inactivity_value: z.number(),
  session_timeout_by_inactivity_unit: z.number(),
})

export const adminArea = z.object({
  secure_admin: z.boolean(),
  admin_policy_id: z.number().nullable(),
  secure_area_otp_timeout_minutes: z.number().nullable(),
})
