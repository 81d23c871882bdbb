import type { VendorAccount } from '../../replay/vendor.ts'
import { defaultMicrosoftSettings, type MicrosoftSettings } from '../../vendors/microsoft-365/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { microsoftOrg } from './org.ts'

const GRAPH = '00000003-0000-0000-c000-000000000000'

/** Older protocols only watched, users may let apps in, guests may invite guests, links for anyone, passwords that expire. */
export function microsoftSettings(world: World, accounts: VendorAccount[]): Partial<MicrosoftSettings> {
  const random = seeded(world.seed, world.domain, 'microsoft-365 settings')
  const { app, files, logins } = microsoftOrg(world)
  const defaults = defaultMicrosoftSettings(
    world.domain,
    accounts.filter(({ isAdmin }) => isAdmin).map(({ id }) => id),
  )
  const watched = new Set(['Block older protocols', 'Managed devices', 'Phishing-resistant for everybody'])
  const [domain, ...others] = defaults.domains
  const lenient = random.shuffle([...logins.atWork]).slice(0, 5)
  return {
    accessPolicies: defaults.accessPolicies.map(policy =>
      watched.has(String(policy.displayName)) ? { ...policy, state: 'enabledForReportingButNotEnforced' } : policy,
    ),
    authorization: {
      ...defaults.authorization,
      allowInvitesFrom: 'everyone',
      defaultUserRolePermissions: {
        ...defaults.authorization.defaultUserRolePermissions,
        permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
      },
    },
    sharepoint: {
      ...defaults.sharepoint,
      sharingCapability: 'externalUserAndGuestSharing',
      sharingDomainRestrictionMode: 'none',
    },
    domains: [{ ...domain, passwordValidityPeriodInDays: 90 }, ...others],
    apps: [
      {
        id: app.id,
        displayName: app.name,
        accountEnabled: true,
        appOwnerOrganizationId: app.owner,
        servicePrincipalType: 'Application',
      },
    ],
    delegated: lenient.map(person => ({
      id: random.text(43),
      clientId: app.id,
      consentType: 'Principal',
      principalId: logins.of(person).id,
      resourceId: GRAPH,
      scope: 'Mail.ReadWrite Mail.Send offline_access',
    })),
    files: files.map(({ id, name, owner }, index) => ({
      id,
      name,
      owner: owner.email,
      permissions: [
        { id: 'owner', roles: ['owner'], grantedToV2: { user: { id: logins.of(owner).id, email: owner.email } } },
        ...(index % 11 === 0
          ? [{ id: `link-${id}`, roles: ['read'], link: { scope: 'anonymous' as const, type: 'view' as const } }]
          : []),
      ],
    })),
  }
}
