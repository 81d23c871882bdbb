import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
  ],
  judge: read => judgeGroup(read, 'FileUploadAndDownloadSecurity'),
})
