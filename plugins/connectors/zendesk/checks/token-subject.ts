import { oauthToken } from '../oauth-token.ts'

/** A row of the list of OAuth tokens, with what it is called in findings. Without scopes of its own it may do all that its user may. Throws when it cannot be read. */
export function tokenSubject(row: unknown) {
  const { id, client_id: client, user_id: person, scopes, expires_at } = oauthToken.parse(row)
  const account = person == null ? undefined : String(person)
  return { name: `token ${id} of OAuth client ${client}`, account, scopes, expires_at }
}
