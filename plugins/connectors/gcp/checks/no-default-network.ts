import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('3.1'), ...derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6' })],
  ...eachAsset(
    'networks',
    { name: z.string() },
    ({ name }) => ({ passed: name !== 'default' }),
    (passing, all) => `${passing} of ${all} networks were made on purpose.`,
    'There are no networks.',
  ),
})
