import { z } from 'zod'

const flag = z.boolean().nullish()
const rows = z.array(
  z.looseObject({
    UserId: z.string(),
    HasTotp: flag,
    HasSalesforceAuthenticator: flag,
    HasSecurityKey: flag,
    HasBuiltInAuthenticator: flag,
  }),
)

/** Users with a second factor other than mail or text message; null when the list could not be read. */
export function withSecondFactor(list: unknown): Set<string> | null {
  const parsed = rows.safeParse(list)
  if (!parsed.success) return null
  const strong = parsed.data.filter(one =>
    [one.HasTotp, one.HasSalesforceAuthenticator, one.HasSecurityKey, one.HasBuiltInAuthenticator].includes(true),
  )
  return new Set(strong.map(({ UserId }) => UserId))
}
