import { entraOutcome, translate, type ActivityDraft, type Severity } from '@casbah/sdk'
import { z } from 'zod'
import { known } from './values.ts'

const text = z.string().nullish()

/** The fields of a sign-in that are read. */
export const signIn = z.looseObject({
  id: z.string().min(1),
  createdDateTime: z.string().min(1),
  userId: text,
  userPrincipalName: text,
  userDisplayName: text,
  appId: text,
  appDisplayName: text,
  resourceId: text,
  resourceDisplayName: text,
  servicePrincipalId: text,
  servicePrincipalName: text,
  ipAddress: text,
  userAgent: text,
  correlationId: text,
  sessionId: text,
  riskLevelDuringSignIn: text,
  status: z.looseObject({ errorCode: z.number().nullish(), failureReason: text, additionalDetails: text }).nullish(),
  location: z.looseObject({ city: text, countryOrRegion: text }).nullish(),
})

export type SignIn = z.infer<typeof signIn>

/** Sign-ins have no name of their own; this is what Microsoft's exports of them call it. */
export const SIGN_IN = 'Sign-in activity'

const RISKS: Record<string, Severity> = { low: 'LOW', medium: 'MEDIUM', high: 'HIGH' }

export function signInActivity(row: SignIn): ActivityDraft {
  const { status, location } = row
  const code = status?.errorCode
  const outcome = entraOutcome(code) ?? 'UNKNOWN'
  const person = known(row.userId) ?? known(row.userPrincipalName)
  const address = known(row.ipAddress)
  return {
    vendorAction: SIGN_IN,
    actor: person
      ? { id: known(row.userId), email: known(row.userPrincipalName), name: known(row.userDisplayName), kind: 'user' }
      : { id: known(row.servicePrincipalId), name: known(row.servicePrincipalName), kind: 'service' },
    targets: [
      { kind: 'app', id: known(row.appId), name: known(row.appDisplayName) },
      { kind: 'resource', id: known(row.resourceId), name: known(row.resourceDisplayName) },
    ].filter(({ id, name }) => id !== undefined || name !== undefined),
    outcome,
    outcomeReason:
      outcome === 'SUCCESS' || code == null ? undefined : `${known(status?.failureReason) ?? 'Refused.'} (${code})`,
    ip: address ? { address, country: countryOf(location?.countryOrRegion), city: known(location?.city) } : undefined,
    userAgent: known(row.userAgent),
    sessionId: known(row.sessionId),
    severity: translate(RISKS, row.riskLevelDuringSignIn),
  }
}

/** ISO 3166-1 alpha-2; regions by name are left to Casbah's own look-up. */
const countryOf = (text: string | null | undefined) => (text && /^[A-Z]{2}$/.test(text) ? text : undefined)
