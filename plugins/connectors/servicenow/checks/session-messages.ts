import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const sessionMessages = defineCheck({
  name: 'session-messages',
  title: 'Scripts in the sandbox show no HTML of their own',
  description: 'Messages that are not cleaned carry scripts to who reads them.',
  severity: 'HIGH',
  category: 'web',
  points: 6,
  ...ofProperties,
  remediation:
    'In *System Properties → All Properties* add `glide.sandbox.usersession.allow_unsanitized_messages` with the value false.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.sandbox.usersession.allow_unsanitized_messages'),
})
