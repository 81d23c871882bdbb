import { at, defineCheck, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { judgeRegions } from './regions.ts'

export const configRecording = defineCheck({
  name: 'config-recording',
  title: 'AWS Config records in every region',
  description: 'It keeps what every resource looked like at any time, which the log of calls alone does not tell.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 4,
  reads: ['regions', 'recorders'],
  remediation:
    'In *AWS Config → Settings* of each region named here start the recorder, and see to it that its bucket lets it write.',
  url: 'https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html',
  frameworks: [...cis7('4.3'), ...stated({ 'NIST 800-53': 'AU-12', 'CIS Controls': '1.1' })],
  judge: judgeRegions('recorders', {
    passes: value =>
      Array.isArray(value)
        ? value.some(one => at(one, 'recording') === true && /^success$/i.test(String(at(one, 'lastStatus'))))
        : null,
    say: (passing, all) => `AWS Config records in ${passing} of ${all} regions.`,
    unknown: 'AWS did not list the recorders of AWS Config.',
  }),
})
