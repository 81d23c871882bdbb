import { at, defineCheck } from '@casbah/sdk'
import { judgeRegions } from './regions.ts'

export const accessAnalyzer = defineCheck({
  name: 'access-analyzer',
  title: 'Access Analyzer looks for what is shared outside, in every region',
  description:
    'It works out from all policies together what strangers can reach, which nobody sees by reading them one by one.',
  severity: 'LOW',
  category: 'alerting',
  points: 3,
  reads: ['regions', 'analyzers'],
  remediation: 'In *IAM → Access Analyzer* of each region named here create an analyzer for external access.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html',
  frameworks: [
    { framework: 'CIS AWS Foundations', version: '7.0', requirement: '2.18' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.8' },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.3' },
  ],
  judge: judgeRegions('analyzers', {
    // Those of other types look for rights that nobody uses, or for access from inside.
    passes: value =>
      Array.isArray(value)
        ? value.some(one => at(one, 'status') === 'ACTIVE' && /^(ACCOUNT|ORGANIZATION)$/.test(String(at(one, 'type'))))
        : null,
    say: (passing, all) => `An analyzer is active in ${passing} of ${all} regions.`,
    unknown: 'AWS did not list the analyzers.',
  }),
})
