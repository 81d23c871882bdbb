import { benchmark } from '@casbah/sdk'

export const cis = benchmark('CIS Microsoft 365', '7.0')
