/** Two kinds of things let others in, each with numbers of its own: OAuth tokens and apps that are installed. */
type GrantKind = 'token' | 'app'

const NAMES: Record<GrantKind, string> = { token: 'an OAuth token', app: 'an installed app' }

/** Id of a grant in the inventory. */
export const grantId = (kind: GrantKind, id: number) => `${kind}/${id}`

/** Number of a grant at Zendesk; throws when it is of the other kind. */
export function grantNumber(kind: GrantKind, externalId: string): string {
  const [, number] = new RegExp(`^${kind}/(\\d+)$`).exec(externalId) ?? []
  if (!number) throw new Error(`The grant ${externalId} is not ${NAMES[kind]}. Choose the action for what it is.`)
  return number
}
