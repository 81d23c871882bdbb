import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const exportsNeedSignIn = defineCheck({
  name: 'exports-need-sign-in',
  title: 'Exports need a sign-in',
  description: 'Each format is a door of its own through which lists can be fetched.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  ...ofProperties,
  remediation:
    'In *System Security → High Security Settings* tick the authorization of each format: CSV, Excel, XML, PDF, RSS, unload, WSDL, schema, JSONv2, import.',
  frameworks: derived({ 'NIST 800-53': 'AC-22', 'SOC 2': 'CC6.1' }),
  judge: judgeHardened(
    'glide.basicauth.required.csv',
    'glide.basicauth.required.excel',
    'glide.basicauth.required.xml',
    'glide.basicauth.required.pdf',
    'glide.basicauth.required.rss',
    'glide.basicauth.required.unl',
    'glide.basicauth.required.wsdl',
    'glide.basicauth.required.schema',
    'glide.basicauth.required.jsonv2',
    'glide.basicauth.required.importprocessor',
  ),
})
