import { z } from 'zod'

/** What checks read out of the answers of reads, or of one row of them: the fields that they judge by. */

export const syncedUsers = z.array(
  z.looseObject({ id: z.string(), userPrincipalName: z.string().nullish(), onPremisesSyncEnabled: z.literal(true) }),
)

export const domains = z
  .array(
    z.looseObject({
      id: z.string(),
      authenticationType: z.string(),
      isVerified: z.boolean(),
      passwordValidityPeriodInDays: z.number().nullish(),
    }),
  )
  .min(1)

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

export const directorySettings = z.array(
  z.looseObject({
    templateId: z.string(),
    values: z.array(z.looseObject({ name: z.string(), value: z.string().nullish() })),
  }),
)

export const userConsent = z.looseObject({
  defaultUserRolePermissions: z.looseObject({ permissionGrantPoliciesAssigned: z.array(z.string()) }),
})
