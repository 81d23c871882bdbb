import type { Plan } from '../answers.ts'

export function readsFile(): string {
  return `import type { ReadSpec } from '@casbah/sdk'

/** Settings that checks look at; each is read once, whichever checks name it. */
export const reads = {
  /** \`{mfaRequired: boolean}\`. */
  security: { request: () => ({ path: '/settings/security' }), scope: 'settings.read' },
} satisfies Record<string, ReadSpec>
`
}

export function checksFile(): string {
  return `import type { Check } from '@casbah/sdk'
import { secondFactor } from './second-factor.ts'

export const checks: Check[] = [secondFactor]
`
}

export function checkFile({ name }: Plan): string {
  return `import { defineCheck, settingIs } from '@casbah/sdk'

export const secondFactor = defineCheck({
  name: 'second-factor',
  title: 'Everybody signs in with a second factor',
  description: 'A password alone is guessed, shared or stolen; with a second factor that is not enough.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['security'],
  remediation: 'As an administrator open *Settings → Security* and require a second factor of everybody.',
  // Nothing unknown ever passes: without the setting nobody can tell.
  judge: settingIs('security.mfaRequired', true, {
    say: required => 'A second factor is ' + (required ? '' : 'not ') + 'required.',
    unknown: '${name} did not say whether a second factor is required.',
  }),
})
`
}
