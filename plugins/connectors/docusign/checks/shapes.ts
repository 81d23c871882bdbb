import { z } from 'zod'

const text = z.string().nullish()

/** Active users of the account. */
export const users = z.array(z.looseObject({ userId: z.string().min(1), email: text, lastLogin: text })).min(1)

/** What the organisation knows of each of them. */
export const profiles = z
  .array(
    z.looseObject({
      parent: z.looseObject({ userId: z.string().min(1), email: text }),
      value: z.looseObject({
        users: z
          .array(
            z.looseObject({
              federated_status: text,
              is_organization_admin: z.boolean().nullish(),
              require_two_step_verification: z.boolean().nullish(),
              allow_two_step_verification_snooze: z.boolean().nullish(),
            }),
          )
          .nullish(),
      }),
    }),
  )
  .min(1)
type Profiles = z.infer<typeof profiles>
export type Profile = NonNullable<Profiles[number]['value']['users']>[number]

/** Each user with their profile, which is missing for those whom the organisation does not manage. */
export const people = (all: Profiles) =>
  all.map(({ parent, value }) => ({
    name: parent.email || parent.userId,
    account: parent.userId,
    profile: value.users?.[0] as Profile | undefined,
  }))

/** Whether a second factor is asked for at once, and cannot be put off; null where it is not told. */
export const isAsked = ({
  require_two_step_verification: asked,
  allow_two_step_verification_snooze: snooze,
}: Profile) => (asked == null ? null : asked && snooze === false)

export const UNKNOWN =
  'DocuSign did not tell this of the users. Let the user that Casbah acts as administer the organisation, and consent to user_read.'

/** Identity providers, and the domains that were claimed. */
export const claimed = {
  identityProviders: z.array(z.looseObject({ id: z.string().min(1) })),
  domains: z.array(z.looseObject({ host_name: z.string().min(1), status: text, identity_provider_id: text })).min(1),
}

/** One configuration of Connect. */
export const configuration = z.looseObject({
  connectId: z.string().min(1),
  name: text,
  urlToPublishTo: z.string().min(1),
})

/** With whom one user shares envelopes. */
export const sharing = z.looseObject({
  user: z.looseObject({ userId: z.string().min(1), email: text }),
  envelopes: z.array(z.looseObject({ shared: text })),
})
