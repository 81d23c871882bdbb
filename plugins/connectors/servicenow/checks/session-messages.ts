import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.sandbox.usersession.allow_unsanitized_messages'),
})
