import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { isOn } from '../rows.ts'
import { configuration } from './shapes.ts'

export const connectGuarded = defineCheck({
  name: 'connect-guarded',
  title: 'Connect sends over TLS, and can be told from others',
  description:
    'Who receives what Connect sends must know that it comes from DocuSign, and nobody on the way may read it.',
  severity: 'MEDIUM',
  category: 'tls',
  points: 5,
  reads: ['connect'],
  each: 'connect',
  remediation:
    'In *eSignature Settings → Connect* edit those named here: an address with *https*, and *Include HMAC Signature*, *OAuth* or mutual TLS.',
  frameworks: derived({ 'NIST 800-53': 'SC-8', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.8.24' }),
  judgeRow: read => {
    const { connectId, name, urlToPublishTo: url, ...one } = configuration.parse(read)
    const proven = [one.includeHMAC, one.includeOAuth, one.requireMutualTls].some(isOn)
    const detail = proven ? 'not over TLS' : 'without a proof of who sends'
    return { name: name || connectId, passed: proven && url.startsWith('https://'), detail }
  },
  judge: judgeRows('connect', {
    say: (good, all) => `${good} of ${all} configurations of Connect are guarded.`,
    none: 'Connect sends to nobody.',
  }),
})
