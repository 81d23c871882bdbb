import { at, defineCheck, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
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
  frameworks: [...cis7('2.18'), ...stated({ 'CIS Controls': '6.8', 'ISO 27001': 'A.8.3' })],
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
