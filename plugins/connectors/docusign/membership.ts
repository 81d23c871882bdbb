import { confirmField, type ActionInput } from '@casbah/sdk'
import { z } from 'zod'
import { profileOf } from './hosts.ts'

const profile = z.looseObject({
  users: z.tuple([
    z.looseObject({
      site_id: z.number().int(),
      memberships: z.array(z.looseObject({ id: z.string().min(1), account_id: z.string().min(1) })),
    }),
  ]),
})
const remembered = z.looseObject({ membership: z.string().min(1), site: z.number().int() })

export const showProfile = ({ config, target }: ActionInput) => profileOf(config, target.externalId)

/** A user’s membership in the account that is connected, and the site that it lies on; throws where DocuSign does not show it. */
export function membershipOf({ config, found, remembered: kept }: ActionInput): z.infer<typeof remembered> {
  const known = remembered.safeParse(kept)
  if (known.success) return known.data
  const shown = profile.safeParse(found?.body)
  const [user] = shown.success && found?.status === 200 ? shown.data.users : []
  const membership = user?.memberships.find(one => one.account_id === String(config.accountId).toLowerCase())
  if (!user || !membership)
    throw new Error(
      'DocuSign shows no membership of this user in the account. See whether the organisation manages them.',
    )
  return { membership: membership.id, site: user.site_id }
}

/** Judges what the profile shows of the membership. */
export const membershipIs = (is: readonly string[]) =>
  confirmField({
    vendor: 'DocuSign',
    what: 'the membership',
    field: 'status',
    list: 'users.0.memberships',
    idOf: input => membershipOf(input).membership,
    is,
  })
