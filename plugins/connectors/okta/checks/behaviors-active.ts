import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'

const WANTED = [
  ['ANOMALOUS_DEVICE', 'new device'],
  ['ANOMALOUS_LOCATION', 'new place'],
  ['VELOCITY', 'velocity'],
] as const
const rules = z.array(z.looseObject({ type: z.string(), status: z.string() })).min(1)

export const behaviorsActive = defineCheck({
  name: 'behaviors-active',
  title: 'Unusual devices, places and speeds are known',
  description:
    'Sign-on rules can ask for more where a sign-in is out of the ordinary. They know what is ordinary only from behaviour rules that are active.',
  severity: 'LOW',
  category: 'alerting',
  points: 4,
  reads: ['behaviors'],
  remediation:
    'In the admin console open *Security → Behavior Detection* and activate *New Device*, *New Geo-Location* (or *New City*, *New Country*) and *Velocity*.',
  frameworks: derived({ 'NIST 800-53': 'SI-4(5)', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' }),
  judge: judgeParsed({ behaviors: rules }, 'Okta did not list the behaviour rules.', ({ behaviors }) => {
    const active = new Set(behaviors.filter(({ status }) => status === 'ACTIVE').map(({ type }) => type))
    return judgeSubjects(
      WANTED.map(([type, name]) => ({ name, passed: active.has(type) })),
      { say: (passing, all) => `${passing} of ${all} kinds of behaviour are watched.`, none: 'Nothing is asked for.' },
    )
  }),
})
