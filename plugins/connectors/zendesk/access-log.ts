import { z } from 'zod'

const text = z.string().nullish()

/** The fields of an access log row that are read; `summary` and `category` are in the language of whoever asks. */
export const accessLog = z.looseObject({
  id: z.string().min(1),
  method: z.string().min(1),
  url: z.string().min(1),
  status: z.number().nullish(),
  user_id: z.number().nullish(),
  ip_address: text,
  client: text,
  summary: text,
  graphql: z.looseObject({ operation_name: text, operation_type: text }).nullish(),
})

export type AccessLog = z.infer<typeof accessLog>
