import { at, defineCheck } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'

export const trailLogging = defineCheck({
  name: 'trail-logging',
  title: 'A trail records all regions, is logging and proves its files',
  description:
    'Without a trail the history ends after 90 days and whoever takes over the account can work unseen in a region that nobody watches. Validation shows files that were changed.',
  severity: 'HIGH',
  category: 'logging',
  points: 9,
  reads: ['trails', 'trailStatus'],
  touchedBy: ['cloudtrail:StopLogging', 'cloudtrail:StartLogging'],
  remediation:
    'In *CloudTrail → Trails* create or edit the trail: apply it to all regions, enable *Log file validation*, and choose *Start logging*.',
  url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
  frameworks: cis3('3.1', '3.2'),
  judge: ({ trails, trailStatus }) => {
    if (!Array.isArray(trails)) return { status: 'CANNOT_TELL', message: 'AWS did not list the trails.' }
    const covering = trails.filter(trail => at(trail, 'IsMultiRegionTrail') === true)
    if (covering.length === 0) {
      return {
        status: 'FAIL',
        message: `None of ${trails.length} trails records all regions.`,
        values: { trails: trails.length },
      }
    }
    const logging = at(trailStatus, 'IsLogging')
    if (typeof logging !== 'boolean') {
      const message =
        'A trail records all regions, but the trail named in the configuration does not exist, so nobody knows whether it is logging.'
      return { status: 'CANNOT_TELL', message }
    }
    const validated = covering.some(trail => at(trail, 'LogFileValidationEnabled') === true)
    const subjects = [
      { name: 'all regions', passed: true },
      { name: 'logging', passed: logging },
      { name: 'log file validation', passed: validated },
    ]
    const message = `${covering.length} of ${trails.length} trails record all regions; the configured one is ${logging ? '' : 'not '}logging, files are ${validated ? '' : 'not '}validated.`
    return {
      status: !logging ? 'FAIL' : validated ? 'PASS' : 'PARTIAL',
      message,
      subjects,
      values: { trails: trails.length, allRegions: covering.length, logging, validated },
    }
  },
})
