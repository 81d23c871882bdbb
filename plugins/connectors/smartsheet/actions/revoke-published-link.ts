import { revoking } from './published-link.ts'

export const revokePublishedLink = revoking({
  name: 'revoke-published-link',
  title: 'Revoke published link',
  kinds: ['FILE', 'OTHER'],
  scope: 'ADMIN_SHEETS',
})
