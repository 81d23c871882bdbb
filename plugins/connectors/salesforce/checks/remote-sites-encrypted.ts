import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

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
  frameworks: derived({ 'NIST 800-53': 'SC-8', 'SOC 2': 'CC6.7' }),
  judge: judgeParsed({ remoteSites: rows }, 'The remote sites could not be read.', read =>
    judgeSubjects(
      read.remoteSites.map(one => ({ name: one.SiteName, passed: !one.DisableProtocolSecurity })),
      {
        say: (passing, all) => `${passing} of ${all} remote sites keep protocol security.`,
        none: 'There are no remote sites.',
      },
    ),
  ),
})
