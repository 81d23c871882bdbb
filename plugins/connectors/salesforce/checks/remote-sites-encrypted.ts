import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { shareOf } from './share-of.ts'

const rows = z.array(z.looseObject({ SiteName: z.string(), DisableProtocolSecurity: z.boolean() }))

export const remoteSitesEncrypted = defineCheck({
  name: 'remote-sites-encrypted',
  title: 'Remote sites are reached over HTTPS only',
  description: 'With protocol security off, code sends data of encrypted pages over plain HTTP.',
  severity: 'MEDIUM',
  category: 'tls',
  points: 4,
  reads: ['remoteSites'],
  touchedBy: ['remoteproxy'],
  remediation:
    'Open *Setup → Remote Site Settings*, edit the sites that are named and turn *Disable Protocol Security* off.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-8', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.7', derived: true },
  ],
  judge: read => {
    const parsed = rows.safeParse(read.remoteSites)
    if (!parsed.success) return { status: 'CANNOT_TELL', message: 'The remote sites could not be read.' }
    const subjects = parsed.data.map(one => ({ name: one.SiteName, passed: !one.DisableProtocolSecurity }))
    return shareOf(subjects, (passed, all) => `${passed} of ${all} remote sites keep protocol security.`)
  },
})
