import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
import { zones, type Zone } from './shapes.ts'

const isOfProxies = ({ type, proxyType, ipServiceCategories }: Zone) =>
  (type === 'DYNAMIC' && (proxyType === 'Any' || proxyType === 'Tor' || proxyType === 'TorAnonymizer')) ||
  (type === 'DYNAMIC_V2' && (ipServiceCategories?.include ?? []).some(name => /ALL|TOR|ANONYMIZER/.test(name)))

export const anonymizersBlocked = defineCheck({
  name: 'anonymizers-blocked',
  title: 'A blocked zone holds anonymising proxies',
  description:
    'Who signs in through Tor or an anonymising proxy does not want to be known. Few employees need to; nearly every password guesser does.',
  severity: 'MEDIUM',
  category: 'network',
  points: 6,
  reads: ['zones'],
  remediation:
    'In the admin console open *Security → Networks*, edit *DefaultEnhancedDynamicZone* (or a dynamic zone with the proxy type *Any proxy* or *Tor*), tick *Block access from IPs matching conditions listed in this zone* and activate it.',
  frameworks: [
    ...stig('OKTA-APP-003243'),
    ...derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' }),
  ],
  judge: judgeParsed({ zones }, 'Okta did not list the network zones.', ({ zones }) => {
    const blocked = zones.filter(zone => zone.status === 'ACTIVE' && zone.usage === 'BLOCKLIST' && isOfProxies(zone))
    const message = `${blocked.length} active blocked zones hold anonymising proxies.`
    const subjects = blocked.map(({ name }) => ({ name, passed: true }))
    return { status: blocked.length > 0 ? 'PASS' : 'FAIL', message, subjects, values: { blocked: blocked.length } }
  }),
})
