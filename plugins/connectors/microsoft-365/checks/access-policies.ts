import { judgeParsed, whole, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const texts = z.array(z.string()).nullish()
const present = z.looseObject({}).nullish()

const policy = z.looseObject({
  displayName: z.string(),
  state: z.string(),
  conditions: z.looseObject({
    users: z
      .looseObject({
        includeUsers: texts,
        includeGroups: texts,
        includeRoles: texts,
        excludeUsers: texts,
        excludeGroups: texts,
        excludeRoles: texts,
        includeGuestsOrExternalUsers: present,
        excludeGuestsOrExternalUsers: present,
      })
      .nullish(),
    applications: z
      .looseObject({
        includeApplications: texts,
        excludeApplications: texts,
        includeUserActions: texts,
        applicationFilter: present,
      })
      .nullish(),
    clientAppTypes: texts,
    userRiskLevels: texts,
    signInRiskLevels: texts,
    insiderRiskLevels: text,
    platforms: z.looseObject({ includePlatforms: texts, excludePlatforms: texts }).nullish(),
    locations: z.looseObject({ includeLocations: texts, excludeLocations: texts }).nullish(),
    devices: present,
    clientApplications: present,
    authenticationFlows: z.looseObject({ transferMethods: text }).nullish(),
  }),
  grantControls: z
    .looseObject({
      operator: text,
      builtInControls: texts,
      customAuthenticationFactors: texts,
      termsOfUse: texts,
      authenticationStrength: z.looseObject({ id: text, allowedCombinations: texts }).nullish(),
    })
    .nullish(),
  sessionControls: z
    .looseObject({
      signInFrequency: z
        .looseObject({
          isEnabled: z.boolean().nullish(),
          type: text,
          value: z.number().nullish(),
          frequencyInterval: text,
        })
        .nullish(),
      persistentBrowser: z.looseObject({ isEnabled: z.boolean().nullish(), mode: text }).nullish(),
    })
    .nullish(),
})

/** A policy of conditional access, as far as it is judged. */
export type AccessPolicy = z.infer<typeof policy>

/** Users and groups that may be left out where a check has no more to say of it. */
export const exceptions = z.object({
  exceptions: whole(
    { least: 0, most: 100, usual: 2 },
    'Users and groups that a policy may leave out, such as accounts for emergencies.',
  ),
})

interface Words {
  /** What such a policy does, after "A policy" or "No policy": `blocks older protocols for everybody`. */
  does: string
}

/** Passes when a policy that is in force does what `holds` asks for; one that only reports does not. */
export function judgePolicies<P>(holds: (policy: AccessPolicy, parameters: P) => boolean, { does }: Words) {
  return judgeParsed<{ accessPolicies: z.ZodType<AccessPolicy[]> }, P>(
    { accessPolicies: z.array(policy) },
    'Microsoft did not list the policies of conditional access; Entra ID P1 and the right Policy.Read.All are needed.',
    ({ accessPolicies }, parameters): Judgement => {
      const fitting = accessPolicies.filter(one => holds(one, parameters))
      const named = (state: string) => fitting.filter(one => one.state === state).map(({ displayName }) => displayName)
      const [on = [], reporting = []] = ['enabled', 'enabledForReportingButNotEnforced'].map(named)
      const values = { policies: accessPolicies.length, enforced: on.length, reporting: reporting.length }
      if (on.length > 0) return { status: 'PASS', message: `The policy "${on[0]}" ${does}.`, values }
      const only = reporting.length > 0 ? ` "${reporting[0]}" would, and only reports.` : ''
      return { status: 'FAIL', message: `None of ${accessPolicies.length} policies ${does}.${only}`, values }
    },
  )
}

/** Role that only the synchronisation of directories has. */
const SYNC = 'd29b2b05-8046-44ba-8758-1e26182fcf32'
const leavesOut = ({ conditions: { users } }: AccessPolicy, most: number) =>
  (users?.excludeUsers?.length ?? 0) + (users?.excludeGroups?.length ?? 0) > most ||
  (users?.excludeRoles ?? []).some(role => role !== SYNC)

/** Whether a policy is for everybody, but for so many. */
export const isForEverybody = (one: AccessPolicy, most: number) =>
  (one.conditions.users?.includeUsers ?? []).includes('All') &&
  !leavesOut(one, most) &&
  !one.conditions.users?.excludeGuestsOrExternalUsers

/** Whether a policy is for guests: by name, or because it is for everybody. */
export const isForGuests = (one: AccessPolicy, most: number) =>
  isForEverybody(one, most) ||
  ((!!one.conditions.users?.includeGuestsOrExternalUsers ||
    (one.conditions.users?.includeUsers ?? []).includes('GuestsOrExternalUsers')) &&
    !leavesOut(one, most) &&
    !one.conditions.users?.excludeGuestsOrExternalUsers)

/** Templates of roles that can take the directory over, or read all mail and files. */
export const PRIVILEGED: Record<string, string> = {
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  'e8611ab8-c189-46e8-94e1-60213ab1f814': 'Privileged Role Administrator',
  'fe930be7-5e62-47db-91af-98c3a49a38b1': 'User Administrator',
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c': 'SharePoint Administrator',
  '29232cdf-9323-42fd-ade2-1d097af3e4de': 'Exchange Administrator',
  '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2': 'Hybrid Identity Administrator',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': 'Application Administrator',
  '158c047a-c907-4556-b7ef-446551a6b5f7': 'Cloud Application Administrator',
}

/** Whether a policy is for all privileged roles: by name, or because it is for everybody. */
export const isForAdministrators = (one: AccessPolicy, most: number) =>
  isForEverybody(one, most) ||
  (Object.keys(PRIVILEGED).every(role => one.conditions.users?.includeRoles?.includes(role)) && !leavesOut(one, most))

/** Whether a policy is for all apps. */
export const isForAllApps = ({ conditions: { applications } }: AccessPolicy) =>
  (applications?.includeApplications ?? []).includes('All') &&
  !applications?.excludeApplications?.length &&
  !applications?.applicationFilter

type Narrowing = 'userRiskLevels' | 'signInRiskLevels' | 'authenticationFlows' | 'clientAppTypes'

/** Whether a policy holds wherever, whatever device, app or risk it is about; `but` names what a check looks at itself. */
export function isUnconditional({ conditions: c }: AccessPolicy, but: Narrowing[] = []): boolean {
  const all = (list: readonly string[] | null | undefined, word: string) => !list?.length || list.includes(word)
  const narrowed: Record<string, boolean> = {
    userRiskLevels: !!c.userRiskLevels?.length,
    signInRiskLevels: !!c.signInRiskLevels?.length,
    insiderRiskLevels: c.insiderRiskLevels != null && c.insiderRiskLevels !== '',
    authenticationFlows: !!c.authenticationFlows?.transferMethods && c.authenticationFlows.transferMethods !== 'none',
    clientAppTypes: !(
      all(c.clientAppTypes, 'all') ||
      ['browser', 'mobileAppsAndDesktopClients'].every(one => c.clientAppTypes?.includes(one))
    ),
    platforms: !!c.platforms && (!all(c.platforms.includePlatforms, 'all') || !!c.platforms.excludePlatforms?.length),
    locations: !!c.locations && (!all(c.locations.includeLocations, 'All') || !!c.locations.excludeLocations?.length),
    devices: !!c.devices,
    clientApplications: !!c.clientApplications,
  }
  return Object.entries(narrowed).every(([name, is]) => !is || but.includes(name as Narrowing))
}

const controlsOf = ({ grantControls: grant }: AccessPolicy) => [
  ...(grant?.builtInControls ?? []),
  ...(grant?.customAuthenticationFactors ?? []),
  ...(grant?.termsOfUse ?? []),
  ...(grant?.authenticationStrength ? ['strength'] : []),
]

/** Whether nobody gets by without one of these; where one of several is enough, all of them must be of these. */
export function requires(one: AccessPolicy, wanted: readonly string[]): boolean {
  const controls = controlsOf(one)
  if (controls.length === 0) return false
  const isWanted = (control: string) => wanted.includes(control)
  return one.grantControls?.operator === 'AND' ? controls.some(isWanted) : controls.every(isWanted)
}

export const blocks = (one: AccessPolicy) => (one.grantControls?.builtInControls ?? []).includes('block')

/** A second factor: the plain control, or any strength, each of which is more than a password. */
export const requiresMfa = (one: AccessPolicy) => requires(one, ['mfa', 'strength'])

/** Built-in strength that only a passkey, Windows Hello or a certificate meets. */
const STRONGEST = '00000000-0000-0000-0000-000000000004'
const UNPHISHABLE = ['fido2', 'windowsHelloForBusiness', 'x509CertificateMultiFactor']

/** Whether only what no fake page can take is enough. */
export function requiresUnphishable(one: AccessPolicy): boolean {
  const strength = one.grantControls?.authenticationStrength
  const combinations = strength?.allowedCombinations ?? []
  const isStrong =
    strength?.id === STRONGEST || (combinations.length > 0 && combinations.every(each => UNPHISHABLE.includes(each)))
  return isStrong && requires(one, ['strength'])
}

/** Whether a policy holds for everybody in all apps; `but` as above. */
export const coversEverybody = (one: AccessPolicy, most: number, but?: Narrowing[]) =>
  isForEverybody(one, most) && isForAllApps(one) && isUnconditional(one, but)

/** The same, for all privileged roles. */
export const coversAdministrators = (one: AccessPolicy, most: number) =>
  isForAdministrators(one, most) && isForAllApps(one) && isUnconditional(one)

/** Whether a policy lets no session last longer than so many hours, and no browser keep one. */
export function endsSessions({ sessionControls }: AccessPolicy, most: number): boolean {
  const { signInFrequency: frequency, persistentBrowser: browser } = sessionControls ?? {}
  if (browser?.mode !== 'never' || browser.isEnabled !== true || frequency?.isEnabled !== true) return false
  if (frequency.frequencyInterval === 'everyTime') return true
  const hours = (frequency.value ?? Infinity) * (frequency.type === 'days' ? 24 : 1)
  return hours <= most
}
