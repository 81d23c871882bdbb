import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { cis } from '../benchmark.ts'
import { eachAsset } from './each-asset.ts'

const configuration = z.looseObject({ sslMode: z.string().nullish(), requireSsl: z.boolean().nullish() }).nullish()

export const sqlTls = defineCheck({
  name: 'sql-tls',
  title: 'Databases take encrypted connections only',
  description: 'Without it passwords and rows can be read on the way.',
  severity: 'HIGH',
  category: 'tls',
  points: 6,
  remediation: 'In *SQL → Connections → Security* of each instance named here choose *Allow only SSL connections*.',
  frameworks: [...cis('6.4'), ...derived({ 'NIST 800-53': 'SC-8' }), ...stated({ 'SOC 2': 'CC6.7' })],
  ...eachAsset(
    'databases',
    { settings: z.looseObject({ ipConfiguration: configuration }) },
    ({ settings }) => {
      const { sslMode, requireSsl } = settings.ipConfiguration ?? {}
      const passed = sslMode
        ? /^(ENCRYPTED_ONLY|TRUSTED_CLIENT_CERTIFICATE_REQUIRED)$/.test(sslMode)
        : requireSsl === true
      return { passed, detail: sslMode ?? `requireSsl ${requireSsl ?? false}` }
    },
    (passing, all) => `${passing} of ${all} databases take encrypted connections only.`,
    'There are no databases.',
  ),
})
