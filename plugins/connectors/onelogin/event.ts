import { z } from 'zod'

const text = z.string().nullish()
/** OneLogin writes ids as numbers; exports of its events often have them as texts. */
const id = z.union([z.number(), z.string()]).nullish()

/** The fields of an event that are read. Most are null or left out, by the type of the event. */
export const event = z.looseObject({
  event_type_id: z.union([z.number().int(), z.string().min(1)]),
  user_id: id,
  user_name: text,
  actor_user_id: id,
  actor_user_name: text,
  actor_system: text,
  assuming_acting_user_id: id,
  client_id: id,
  app_id: id,
  app_name: text,
  role_id: id,
  role_name: text,
  group_id: id,
  group_name: text,
  policy_id: id,
  policy_name: text,
  otp_device_id: id,
  otp_device_name: text,
  authentication_factor_id: id,
  authentication_factor_description: text,
  privilege_id: id,
  privilege_name: text,
  directory_id: id,
  ipaddr: text,
  user_agent: text,
  error_description: text,
  custom_message: text,
  notes: text,
})

export type Event = z.infer<typeof event>
