import { z } from 'zod'

const text = z.string().nullish()
/** Numbers and dates of the XML answers may come as text or parsed. */
export const user = z.looseObject({ UserId: z.string().min(1), UserName: z.string().min(1), PasswordLastUsed: text })
export const userRights = z.looseObject({
  UserId: z.string().min(1),
  GroupList: z.unknown(),
  AttachedManagedPolicies: z.unknown(),
})
export const devices = z.looseObject({
  body: z.looseObject({ ListMFADevicesResponse: z.looseObject({ ListMFADevicesResult: z.looseObject({}) }) }),
})
export const role = z.looseObject({
  RoleId: z.string().min(1),
  RoleName: z.string().min(1),
  AttachedManagedPolicies: z.unknown(),
  RoleLastUsed: z.unknown(),
})
export const group = z.looseObject({ GroupId: z.string().min(1), GroupName: z.string().min(1) })
export const bucket = z.looseObject({ Name: z.string().min(1), BucketRegion: text, CreationDate: text })
/** `status` where there is no answer: 404 without a policy, 403 where it may not be seen, 301 for a bucket of a region that is not configured. */
export const policyStatus = z.looseObject({ IsPublic: z.unknown().optional(), status: z.number().optional() })
