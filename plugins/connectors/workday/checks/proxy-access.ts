import { defineCheck } from '@casbah/sdk'

/** Policies of proxy access are in no report that is described, so people look. */
export const proxyAccess = defineCheck({
  name: 'proxy-access',
  title: 'Nobody acts by proxy in production',
  description:
    'By proxy somebody sees and does what another may, in their name. It is made for tests; in production it goes round every rule of who may see whom.',
  severity: 'MEDIUM',
  category: 'least-privilege',
  points: 5,
  reads: [],
  remediation:
    'Search for *Proxy Access Policy*; in production there should be none. Remove what there is from its related actions.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
})
