import { at, defineCheck, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
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
  frameworks: [...cis7('5.16'), ...stated({ 'CIS Controls': '13.1', 'SOC 2': 'CC7.2' })],
  judge: judgeRegions('hubs', {
    passes: value => {
      if (typeof at(value, 'HubArn') === 'string') return true
      return OFF.includes(String(at(value, 'body.__type') ?? at(value, 'body.Code'))) ? false : null
    },
    say: (passing, all) => `Security Hub is on in ${passing} of ${all} regions.`,
    unknown: 'AWS did not tell whether Security Hub is on. It needs securityhub:DescribeHub.',
  }),
})
