import type { VendorAccount } from '../../replay/vendor.ts'
import { dateTime } from '../../vendors/salesforce/date-time.ts'
import { defaultSalesforceSettings, type SalesforceSettings } from '../../vendors/salesforce/settings.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { salesforceOrg } from './org.ts'

const DAY = 86_400_000

/** Sessions that leave their domain, an app that anybody may let in and tokens of it that nobody uses, public links without end, accounts that all can edit. */
export function salesforceSettings(world: World, accounts: VendorAccount[], now: number): Partial<SalesforceSettings> {
  const random = seeded(world.seed, world.domain, 'salesforce settings')
  const { app, dealDesk, exportSet, files, logins } = salesforceOrg(world)
  const usual = defaultSalesforceSettings(now)
  const weak = new Set(['Lock sessions to the domain in which they were first used', 'Minimum password length'])
  const active = accounts.filter(({ status }) => status === 'ACTIVE')
  const members = random.shuffle(active).slice(0, 5)
  const user = () => logins.of(random.pick(logins.atWork)).id
  return {
    realTimeEvents: ['ReportEvent', 'FileEventStore'],
    healthScore: '68',
    risks: usual.risks.map(risk =>
      weak.has(String(risk.Setting)) ? { ...risk, RiskType: 'HIGH_RISK', OrgValue: 'Disabled' } : risk,
    ),
    permissionSets: [
      ...usual.permissionSets,
      { Id: exportSet.id, Name: 'Report_Export', Label: exportSet.name, IsOwnedByProfile: false },
    ],
    assignments: members.map(({ id }) => ({ AssigneeId: id, PermissionSetId: exportSet.id })),
    groupMembers: members.map(({ id }) => ({
      Id: `011${random.text(12, '0123456789')}AAA`,
      GroupId: dealDesk.id,
      UserOrGroupId: id,
      Group: { Name: dealDesk.name, Type: 'Regular' },
    })),
    connectedApplications: [
      ...usual.connectedApplications,
      {
        Id: app.id,
        Name: app.name,
        CreatedDate: dateTime(now - 300 * DAY),
        OptionsAllowAdminApprovedUsersOnly: false,
        RefreshTokenValidityPeriod: null,
      },
    ],
    oauthTokens: [12, 3, 140].map(days => ({
      AppName: app.name,
      AppMenuItemId: app.id,
      AccessToken: null,
      RequestToken: null,
      DeleteToken: random.text(40),
      LastUsedDate: dateTime(now - days * DAY),
      UseCount: random.int(1, 900),
      UserId: user(),
    })),
    distributions: files.slice(0, 3).map((file, index) => ({
      Id: `05D${random.text(12, '0123456789')}AAA`,
      Name: file.name,
      ContentDocumentId: file.id,
      ExpiryDate: index === 0 ? dateTime(now + 20 * DAY) : null,
      PreferencesExpires: index === 0,
      PreferencesPasswordRequired: false,
      OwnerId: user(),
      CreatedDate: dateTime(now - 60 * DAY),
    })),
    organization: { ...usual.organization, Name: world.name, DefaultAccountAccess: 'Edit' },
  }
}
