import { benchmark } from '@casbah/sdk'

export const cis = benchmark('CIS GitHub', '1.2.0')
