import { z } from 'zod'
import { flag, listOf, named, text } from './values.ts'

/** What is read of a row of the report on accounts. */
export const account = z.looseObject({
  User_Name: named,
  Display_Name: text,
  Email: text,
  Employee_ID: text,
  Contingent_Worker_ID: text,
  Account_Disabled: flag,
  Integration_System_User: flag,
  Allow_UI_Sessions: flag,
  Passcode_Exempt: flag,
  Require_New_Password: flag,
  Worker_Terminated: flag,
  Last_Sign_On: text,
  Security_Groups_group: listOf(z.looseObject({ Group_Name: named })),
})

export type Account = z.infer<typeof account>

/** Groups that come with every tenant and open the tenant itself, its security or its integrations. */
export const ADMINISTRATORS: readonly string[] = [
  'Security Administrator',
  'Security Configurator',
  'Setup Administrator',
  'Integration Administrator',
  'Business Process Administrator',
]

export const groupsOf = ({ Security_Groups_group: groups }: Account) =>
  (groups ?? []).map(({ Group_Name }) => Group_Name)

export const isAdministrator = (row: Account) => groupsOf(row).some(name => ADMINISTRATORS.includes(name))
