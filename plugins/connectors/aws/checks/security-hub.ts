import { at, defineCheck } from '@casbah/sdk'
import { judgeRegions } from './regions.ts'

const OFF = ['InvalidAccessException', 'ResourceNotFoundException']

export const securityHub = defineCheck({
  name: 'security-hub',
  title: 'Security Hub is on in every region',
  description: 'It gathers what AWS’s other services find, and measures the account against standards every day.',
  severity: 'LOW',
  category: 'alerting',
  points: 3,
  reads: ['regions', 'hubs'],
  remediation:
    'In *Security Hub* of each region named here choose *Go to Security Hub* and enable it with the standard of AWS.',
  url: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html',
  frameworks: [
    { framework: 'CIS AWS Foundations', version: '7.0', requirement: '5.16' },
    { framework: 'CIS Controls', version: '8.1', requirement: '13.1' },
    { framework: 'SOC 2', requirement: 'CC7.2' },
  ],
  judge: judgeRegions('hubs', {
    passes: value => {
      if (typeof at(value, 'HubArn') === 'string') return true
      return OFF.includes(String(at(value, 'body.__type') ?? at(value, 'body.Code'))) ? false : null
    },
    say: (passing, all) => `Security Hub is on in ${passing} of ${all} regions.`,
    unknown: 'AWS did not tell whether Security Hub is on. It needs securityhub:DescribeHub.',
  }),
})
