import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeHardened('glide.script.secure.ajaxgliderecord'),
})
