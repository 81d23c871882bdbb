import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '6.4' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-8', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.7' },
  ],
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
    {
      say: (passing, all) => `${passing} of ${all} databases take encrypted connections only.`,
      none: 'There are no databases.',
    },
  ),
})
