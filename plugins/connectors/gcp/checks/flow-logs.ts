import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '3.10' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AU-2', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2' },
  ],
  ...eachAsset(
    'subnetworks',
    { purpose: z.string().nullish(), logConfig: configuration, enableFlowLogs: z.boolean().nullish() },
    ({ purpose, logConfig, enableFlowLogs }) =>
      // Subnets of load balancers cannot log.
      /PROXY|MANAGED/.test(purpose ?? '') ? null : { passed: (logConfig?.enable ?? enableFlowLogs) === true },
    {
      say: (passing, all) => `${passing} of ${all} subnets log their traffic.`,
      none: 'There are no subnets that could log.',
    },
  ),
})
