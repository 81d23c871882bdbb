import { defineCheck, judgeListed, stated } from '@casbah/sdk'
import { guardDutyStates } from './shapes.ts'

const UNKNOWN = 'AWS did not tell whether GuardDuty is on.'

export const guardduty = defineCheck({
  name: 'guardduty',
  title: 'GuardDuty is on in every region',
  description:
    'It sees what the log alone does not show: miners, stolen machine credentials, traffic to known attackers.',
  severity: 'HIGH',
  category: 'alerting',
  points: 6,
  reads: ['regions', 'detectors', 'detectorStates'],
  remediation:
    'In *GuardDuty* of each region named here choose *Get started* and enable it; an organisation does it for all accounts at once.',
  url: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html',
  frameworks: stated({ 'NIST 800-53': 'SI-4(a)', 'CIS Controls': '13.3', 'SOC 2': 'CC7.2' }),
  judge: judgeListed(
    { detectorStates: guardDutyStates },
    UNKNOWN,
    ({ detectorStates }) => detectorStates.map(({ name, isOn }) => ({ name, passed: isOn })),
    { say: (passing, all) => `GuardDuty is on in ${passing} of ${all} regions.`, unknown: UNKNOWN },
  ),
})
