import { at, defineCheck, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { isTrue } from '../xml.ts'
import { judgeRegions } from './regions.ts'

const SWITCH = 'GetEbsEncryptionByDefaultResponse.ebsEncryptionByDefault'

export const disksEncrypted = defineCheck({
  name: 'disks-encrypted',
  title: 'New disks are encrypted by default in every region',
  description: 'A snapshot of a disk that is not encrypted can be shared with any account, and read there.',
  severity: 'MEDIUM',
  category: 'encryption',
  points: 5,
  reads: ['regions', 'diskEncryption'],
  remediation:
    'In *EC2 → Settings → Data protection and security → EBS encryption* of each region named here choose *Always encrypt new EBS volumes*.',
  url: 'https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html',
  frameworks: [...cis7('6.1.1'), ...stated({ 'NIST 800-53': 'SC-28(1)', 'ISO 27001': 'A.8.24' })],
  judge: judgeRegions('diskEncryption', {
    passes: value => (at(value, SWITCH) === undefined ? null : isTrue(at(value, SWITCH))),
    say: (passing, all) => `New disks are encrypted in ${passing} of ${all} regions.`,
    unknown: 'AWS did not tell whether new disks are encrypted.',
  }),
})
