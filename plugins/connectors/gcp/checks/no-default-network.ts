import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { eachAsset } from './each-asset.ts'

export const noDefaultNetwork = defineCheck({
  name: 'no-default-network',
  title: 'No project has the default network',
  description: 'It comes with rules that open SSH, remote desktop and all ports within, in every region.',
  severity: 'MEDIUM',
  category: 'network',
  points: 4,
  remediation:
    'In *VPC network → VPC networks* move what runs there to a network of your own, then delete the network *default*. The policy *Skip default network creation* keeps new ones away.',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '3.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
  ],
  ...eachAsset('networks', { name: z.string() }, ({ name }) => ({ passed: name !== 'default' }), {
    say: (passing, all) => `${passing} of ${all} networks were made on purpose.`,
    none: 'There are no networks.',
  }),
})
