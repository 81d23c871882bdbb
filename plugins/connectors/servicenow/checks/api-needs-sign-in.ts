import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeHardened('glide.basicauth.required.api'),
})
