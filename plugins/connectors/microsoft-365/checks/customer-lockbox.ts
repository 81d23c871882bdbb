import { defineCheck } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const customerLockbox = defineCheck({
  name: 'customer-lockbox',
  title: 'Microsoft asks before it looks at content',
  description: 'Without it Microsoft’s engineers may open content for a support case without anybody here saying yes.',
  severity: 'MEDIUM',
  category: 'admin',
  points: 3,
  reads: [],
  remediation:
    'In the Microsoft 365 admin center open *Settings → Org settings → Security & privacy → Customer lockbox* and require approval.',
  frameworks: cis('1.3.6'),
})
