import { revoking } from './published-link.ts'

export const revokePublishedDashboard = revoking({
  name: 'revoke-published-dashboard',
  title: 'Revoke published dashboard',
  kinds: ['SITE'],
  scope: 'ADMIN_SIGHTS',
})
