import { z } from 'zod'

/** A row of the list of OAuth tokens; of the token itself Zendesk shows ten signs. */
export const oauthToken = z.looseObject({
  id: z.number(),
  client_id: z.number(),
  user_id: z.number().nullish(),
  scopes: z.array(z.string()),
  created_at: z.string().nullish(),
  expires_at: z.string().nullish(),
})

export type OauthToken = z.infer<typeof oauthToken>
