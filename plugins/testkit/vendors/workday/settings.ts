import type { VendorAccount } from '../../replay/vendor.ts'

/** What the tenant keeps of an account beside its holder; what is left out is as it is for most. */
export interface WorkdayAccount {
  /** Number of the employee; '' for an account that is nobody's. */
  employeeId: string
  isIntegration: boolean
  allowUi: boolean
  passcodeExempt: boolean
  requireNewPassword: boolean
  terminated: boolean
  /** With its offset from UTC; '' for never. */
  lastSignOn: string
}

/** A row of the report on authentication rules; several values are written `A; B`. */
export interface WorkdayRule {
  Policy_Name: string
  Rule_Name: string
  Security_Groups?: string
  Authentication_Types: string
  Multifactor?: string
  Networks?: string
}

export interface WorkdaySettings {
  /** By user name. */
  accounts: Record<string, Partial<WorkdayAccount>>
  groups: { id: string; name: string }[]
  rules: WorkdayRule[]
  /** The one row of the report on the tenant's security. */
  tenant: Record<string, string>
}

/** A tenant that is well kept: everybody comes through the identity provider, administrators from the office. */
export function defaultWorkdaySettings(accounts: readonly VendorAccount[]): WorkdaySettings {
  const names = [...new Set(['All Users', ...accounts.flatMap(({ groups }) => groups)])]
  return {
    accounts: {},
    groups: names.map((name, index) => ({ id: (0xa1000 + index).toString(16).padStart(32, '0'), name })),
    rules: [
      {
        Policy_Name: 'Production',
        Rule_Name: 'Administrators',
        Security_Groups: 'Security Administrator; Setup Administrator',
        Authentication_Types: 'SAML',
        Multifactor: 'One-Time Passcode',
        Networks: 'Offices',
      },
      {
        Policy_Name: 'Production',
        Rule_Name: 'Integrations',
        Security_Groups: 'ISSG Casbah',
        Authentication_Types: 'None',
      },
      {
        Policy_Name: 'Production',
        Rule_Name: 'Default Rule',
        Security_Groups: 'All Users',
        Authentication_Types: 'SAML',
      },
    ],
    tenant: {
      Session_Timeout_Minutes: '20',
      Password_Minimum_Length: '14',
      Lockout_Attempts: '5',
      User_Activity_Logging: '1',
    },
  }
}
