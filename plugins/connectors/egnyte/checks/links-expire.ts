import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { isPublic, link } from './shapes.ts'

export const linksExpire = defineCheck({
  name: 'links-expire',
  title: 'Links that anyone can open expire',
  description: 'A link without an end opens its file or folder for ever to whoever comes by its address.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  reads: ['links'],
  each: 'links',
  remediation:
    'Under *Shared → Links* give each link named here an expiry, or delete it. In *Settings → Configuration → Links* set a default expiry, and *Anyone* to off where it is not needed.',
  remediationAction: 'revoke-link',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-22'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.8.3', 'A.8.12'] }),
  judgeRow: row => {
    const read = link.parse(row)
    return isPublic(read) ? { name: read.path, resource: read.id, passed: Boolean(read.expiry_date) } : null
  },
  judge: judgeRows('links', {
    say: (passing, all) => `${all - passing} of ${all} links that anyone can open never expire.`,
    none: 'No link was listed that anyone can open.',
  }),
})
