import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const regions = z.array(z.looseObject({ regionName: z.string().min(1) })).min(1)
const UNKNOWN = 'AWS did not list the regions of the account.'

export const regionsRead = defineCheck({
  name: 'regions-read',
  title: 'Casbah reads every region that the account has enabled',
  description:
    'Whoever takes over an account likes a region that nobody watches. One that is enabled and not read is such a region.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 5,
  reads: ['regions', 'enabledRegions'],
  remediation:
    'Add the regions named here to those of this app, or leave all of them out so that every one is read by itself; or disable them in *Account → AWS Regions* where the account does not need them.',
  url: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html',
  frameworks: derived({ 'CIS Controls': '8.2', 'NIST 800-53': 'AU-12' }),
  judge: judgeParsed({ regions, enabledRegions: regions }, UNKNOWN, ({ regions: configured, enabledRegions }) => {
    const isRead = new Set(configured.map(({ regionName }) => regionName))
    return judgeSubjects(
      enabledRegions.map(({ regionName }) => ({ name: regionName, passed: isRead.has(regionName) })),
      { say: (passing, all) => `${passing} of ${all} enabled regions are read.`, none: UNKNOWN },
    )
  }),
})
