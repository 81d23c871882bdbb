import { z } from 'zod'

/** A user, by the fields that `USER_FIELDS` asks for: left alone Box gives neither role nor exemptions. */
export const user = z.looseObject({
  id: z.string().min(1),
  login: z.string().nullish(),
  name: z.string().nullish(),
  status: z.string().nullish(),
  role: z.string().nullish(),
  is_platform_access_only: z.boolean().nullish(),
  is_exempt_from_login_verification: z.boolean().nullish(),
  is_exempt_from_device_limits: z.boolean().nullish(),
})
export type User = z.infer<typeof user>

export const USER_FIELDS = Object.keys(user.shape).join(',')
