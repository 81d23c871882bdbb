import { defineCheck, derived } from '@casbah/sdk'

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
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
})
