import { defineCheck, judgeParsed } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
import { judgeTrails, trails, trailStatus } from './trails.ts'

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
  judge: judgeParsed({ trails, trailStatus }, 'AWS did not list the trails.', judgeTrails),
})
