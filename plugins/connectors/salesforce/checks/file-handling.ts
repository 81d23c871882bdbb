import { defineCheck, derived } from '@casbah/sdk'
import { judgeGroup } from './health-group.ts'

export const fileHandling = defineCheck({
  name: 'file-handling',
  title: 'Risky files are downloaded, not opened',
  description: 'HTML and scripts that the browser opens run with the rights of whoever looks at them.',
  severity: 'MEDIUM',
  category: 'web',
  points: 4,
  reads: ['healthSettings'],
  remediation: 'Open *Setup → File Upload and Download Security* and set the risky types to *Download*.',
  url: 'https://help.salesforce.com/s/articleView?id=xcloud.security_health_check.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8' }),
  judge: read => judgeGroup(read, 'FileUploadAndDownloadSecurity'),
})
