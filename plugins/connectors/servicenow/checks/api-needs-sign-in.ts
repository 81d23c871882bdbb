import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const apiNeedsSignIn = defineCheck({
  name: 'api-needs-sign-in',
  title: 'The API needs a sign-in',
  description: 'Requests without credentials would act as a guest.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  ...ofProperties,
  remediation: 'In *System Properties → All Properties* set `glide.basicauth.required.api` to true.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeHardened('glide.basicauth.required.api'),
})
