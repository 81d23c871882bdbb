import { z } from 'zod'

const token = z.looseObject({
  id: z.number(),
  client_id: z.number(),
  user_id: z.number().nullish(),
  scopes: z.array(z.string()),
  expires_at: z.string().nullish(),
})

/** A row of the list of OAuth tokens, with what it is called in findings. Throws when it cannot be read. */
export function oauthToken(row: unknown) {
  const { id, client_id: client, user_id: person, scopes, expires_at } = token.parse(row)
  const account = person == null ? undefined : String(person)
  return { name: `token ${id} of OAuth client ${client}`, account, scopes, expires_at }
}
