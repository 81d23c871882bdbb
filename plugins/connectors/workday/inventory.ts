import { defineListing, type Inventory } from '@casbah/sdk'
import { z } from 'zod'
import { account, groupsOf, isAdministrator, type Account } from './account.ts'
import { reportOf, rightOf } from './addresses.ts'
import { isOff, isOn, listOf, named, text } from './values.ts'

const group = z.looseObject({
  Group_ID: z.string().min(1),
  Group_Name: text,
  Members_group: listOf(z.looseObject({ User_Name: named })),
})

/** Both logs name an account by its user name alone, so that is its id here. */
export const inventory: Inventory = {
  accounts: [
    defineListing<Account>({
      name: 'accounts',
      row: account,
      request: ({ config }) => reportOf(config, 'accounts'),
      rows: 'Report_Entry',
      page: { style: 'none' },
      scopes: [rightOf('accounts')],
      toAccount: row => ({
        externalId: row.User_Name,
        email: row.Email,
        displayName: row.Display_Name,
        status: isOn(row.Account_Disabled) ? 'SUSPENDED' : isOff(row.Account_Disabled) ? 'ACTIVE' : 'UNKNOWN',
        isAdmin: isAdministrator(row),
        isService: isOn(row.Integration_System_User),
        // Who is not exempt may still meet no rule that asks for a passcode.
        mfaEnabled: isOn(row.Passcode_Exempt) ? false : null,
        groups: groupsOf(row),
        lastSeenAt: row.Last_Sign_On,
      }),
    }),
  ],
  groups: [
    defineListing<z.infer<typeof group>>({
      name: 'security-groups',
      row: group,
      request: ({ config }) => reportOf(config, 'groups'),
      rows: 'Report_Entry',
      page: { style: 'none' },
      scopes: [rightOf('groups')],
      toGroup: ({ Group_ID, Group_Name, Members_group }) => ({
        externalId: Group_ID,
        name: Group_Name || Group_ID,
        members: (Members_group ?? []).map(({ User_Name }) => User_Name),
      }),
    }),
  ],
}
