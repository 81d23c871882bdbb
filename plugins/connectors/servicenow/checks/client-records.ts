import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const clientRecords = defineCheck({
  name: 'client-records',
  title: 'Scripts in the browser follow the access rules',
  description: 'A page’s script could else ask for any record.',
  severity: 'HIGH',
  category: 'access',
  points: 8,
  ...ofProperties,
  remediation:
    'In *System Security → High Security Settings* tick *Enable ACLs on GlideAjax GlideRecord* (`glide.script.secure.ajaxgliderecord`).',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  judge: judgeHardened('glide.script.secure.ajaxgliderecord'),
})
