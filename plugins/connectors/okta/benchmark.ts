import { benchmark } from '@casbah/sdk'

export const stig = benchmark('DISA STIG', 'Okta IDaaS V1R2')
