import { z } from 'zod'

const text = z.string().nullish()

/** A feature of a method: its state, empty where that is not told, and whether it is on for everybody. */
const feature = z
  .looseObject({ state: text, includeTarget: z.looseObject({ id: text }).nullish() })
  .nullish()
  .transform(found => ({
    state: found?.state ?? '',
    isForAll: found?.state === 'enabled' && found.includeTarget?.id === 'all_users',
  }))

/** What the read `methods` gives: each way to prove who one is, and whether it is allowed. */
export const methods = z.looseObject({
  policyMigrationState: text,
  authenticationMethodConfigurations: z
    .array(
      z.looseObject({
        id: z.string(),
        state: z.string(),
        featureSettings: z
          .looseObject({
            displayAppInformationRequiredState: feature,
            displayLocationInformationRequiredState: feature,
          })
          .nullish(),
      }),
    )
    .min(1),
})

export const NO_METHODS =
  'Microsoft did not tell which authentication methods are allowed; the right Policy.Read.All is needed.'
