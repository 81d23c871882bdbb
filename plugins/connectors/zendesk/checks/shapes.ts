import { z } from 'zod'

/** Of the security settings what single checks judge by: one that Zendesk does not give concerns no other. */
const security = <S extends z.ZodRawShape>(settings: S) => z.object({ security_settings: z.looseObject(settings) })
export const ofAgents = <S extends z.ZodRawShape>(agent: S) =>
  security({ authentication: z.object({ agent: z.looseObject(agent) }) })

/** Whether team members may sign in by password, and not by single sign-on alone. */
export const signIn = ofAgents({ enforce_sso: z.boolean(), zendesk_login: z.boolean() }).transform(
  ({ security_settings: { authentication } }) => {
    const { enforce_sso: isEnforced, zendesk_login: isAllowed } = authentication.agent
    return { byPassword: isAllowed && !isEnforced }
  },
)

/** What judging the list of team members row by row came to, where there is such a list. */
export const teamTally = z.custom(value => value !== undefined)

const level = z.number().int().positive()
export const passwordLevels = ofAgents({ security_policy_id: level })

export const addresses = security({
  ip: z.looseObject({ ip_restriction_enabled: z.boolean(), ip_ranges: z.string().nullish() }),
})

export const mobileAccess = security({
  mobile_app_access: z.boolean(),
  mobile_app_session_timeout: z.number().nullish(),
})

export const sessionDuration = security({
  maximum_session_duration_enabled: z.boolean(),
  maximum_session_duration: z.number().nullish(),
})
