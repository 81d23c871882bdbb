import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { eachAsset } from './each-asset.ts'

const configuration = z.looseObject({ enable: z.boolean().nullish() }).nullish()

export const flowLogs = defineCheck({
  name: 'flow-logs',
  title: 'Subnets log their traffic',
  description: 'Without flow logs nobody can tell where stolen data went.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 3,
  remediation: 'In *VPC network → VPC networks → Subnets* edit each subnet named here and turn *Flow logs* on.',
  frameworks: [...cis('3.10'), ...derived({ 'NIST 800-53': 'AU-2' }), ...stated({ 'SOC 2': 'CC7.2' })],
  ...eachAsset(
    'subnetworks',
    { purpose: z.string().nullish(), logConfig: configuration, enableFlowLogs: z.boolean().nullish() },
    ({ purpose, logConfig, enableFlowLogs }) =>
      // Subnets of load balancers cannot log.
      /PROXY|MANAGED/.test(purpose ?? '') ? null : { passed: (logConfig?.enable ?? enableFlowLogs) === true },
    (passing, all) => `${passing} of ${all} subnets log their traffic.`,
    'There are no subnets that could log.',
  ),
})
