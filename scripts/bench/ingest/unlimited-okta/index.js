// The Okta connector without Okta's quota, so that the bench measures Casbah and not the vendor's patience.
import okta from '@casbah/connector-okta'

export default {
  ...okta,
  card: { ...okta.card, limits: okta.card.limits.map(limit => ({ ...limit, amount: 1_000_000, headers: undefined })) },
  inventory: { accounts: [] },
  checks: [],
}
