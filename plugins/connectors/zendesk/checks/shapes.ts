import { z } from 'zod'

/** Of the security settings what single checks judge by: one that Zendesk does not give concerns no other. */
const security = <S extends z.ZodRawShape>(settings: S) => z.object({ security_settings: z.looseObject(settings) })
const ofAgents = <S extends z.ZodRawShape>(agent: S) =>
  security({ authentication: z.object({ agent: z.looseObject(agent) }) })

export const agentSignIn = ofAgents({ enforce_sso: z.boolean(), zendesk_login: z.boolean() })

const level = z.number().int().positive()
export const passwordLevels = ofAgents({ security_policy_id: level })

export const customPasswords = ofAgents({
  security_policy_id: level,
  password: z
    .looseObject({
      password_length: z.number(),
      password_complexity: z.number(),
      password_in_mixed_case: z.boolean(),
      failed_attempts_allowed: z.number().positive(),
      disallow_local_part_from_email: z.boolean(),
    })
    .nullish(),
})

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
