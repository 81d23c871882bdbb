import { at, defineCheck, derived, translate } from '@casbah/sdk'
import { judgeRegions } from './regions.ts'

const PASSES: Readonly<Record<string, boolean>> = {
  'block-all-sharing': true,
  'block-new-sharing': true,
  unblocked: false,
}

export const snapshotsPrivate = defineCheck({
  name: 'snapshots-private',
  title: 'Snapshots cannot be shared with everyone',
  description:
    'A snapshot that is public gives a whole disk away, with the keys and data on it. Robots look for new ones all day.',
  severity: 'HIGH',
  category: 'public',
  points: 6,
  reads: ['regions', 'snapshotSharing'],
  remediation:
    'In *EC2 → Settings → Data protection and security → Block public access for EBS snapshots* of each region named here choose *Block all public access*.',
  url: 'https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html',
  frameworks: derived({ 'NIST 800-53': 'AC-22', 'CIS Controls': '3.3' }),
  judge: judgeRegions('snapshotSharing', {
    passes: value => translate(PASSES, String(at(value, 'GetSnapshotBlockPublicAccessStateResponse.state'))) ?? null,
    say: (passing, all) => `Public sharing of snapshots is blocked in ${passing} of ${all} regions.`,
    unknown: 'AWS did not tell whether snapshots can be shared with everyone.',
  }),
})
