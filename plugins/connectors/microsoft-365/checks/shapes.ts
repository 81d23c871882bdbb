import { z } from 'zod'

/** What checks read out of the answers of reads, or of one row of them: the fields that they judge by. */

/** By id the names of users who are kept on the premises. */
export const syncedUsers = z
  .array(
    z.looseObject({ id: z.string(), userPrincipalName: z.string().nullish(), onPremisesSyncEnabled: z.literal(true) }),
  )
  .transform(users => new Map(users.map(({ id, userPrincipalName: name }) => [id, name ?? id])))

/** What a password that never ends is good for, in days. */
const NEVER = 2_147_483_647

/** Domains whose passwords are kept here, with when one ends: after 90 days where that was never set. */
export const passwordDomains = z
  .array(
    z.looseObject({
      id: z.string(),
      authenticationType: z.string(),
      isVerified: z.boolean(),
      passwordValidityPeriodInDays: z.number().nullish(),
    }),
  )
  .min(1)
  .transform(domains =>
    domains
      // Of a domain whose sign-in is elsewhere, the passwords are elsewhere too.
      .filter(({ authenticationType, isVerified }) => authenticationType === 'Managed' && isVerified)
      .map(({ id, passwordValidityPeriodInDays: days }) => ({
        name: id,
        ends: days === NEVER ? 'never' : `${days ?? 90} days`,
      })),
  )

export const NO_SHAREPOINT =
  'Microsoft did not tell the settings of SharePoint; the right SharePointTenantSettings.Read.All is needed.'

export const sharingDomains = z.looseObject({
  sharingCapability: z.string(),
  sharingDomainRestrictionMode: z.string(),
  sharingAllowedDomainList: z.array(z.string()).nullish(),
})

export const idleSignOut = z.looseObject({
  idleSessionSignOut: z.looseObject({ isEnabled: z.boolean(), signOutAfterInSeconds: z.number() }),
})

export const userConsent = z.looseObject({
  defaultUserRolePermissions: z.looseObject({ permissionGrantPoliciesAssigned: z.array(z.string()) }),
})
