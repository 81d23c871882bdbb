import { benchmark } from '@casbah/sdk'

export const cis = benchmark('CIS Google Workspace', '1.3')
