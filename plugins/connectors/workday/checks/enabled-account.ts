import { account, type Account } from '../account.ts'
import { isOff, isOn } from '../values.ts'

/** An account that lets sign in; null for one that is disabled. Throws on a row that does not say, which is then unclear. */
export function enabledAccount(row: unknown): Account | null {
  const read = account.parse(row)
  if (isOn(read.Account_Disabled)) return null
  if (!isOff(read.Account_Disabled)) throw new Error('The report does not say whether the account is disabled.')
  return read
}

export const nameOf = ({ User_Name, Email }: Account) => ({ name: Email || User_Name, account: User_Name })

/** Every tenant has accounts that are enabled: that of the integration system user at least. */
export const NONE = {
  status: 'CANNOT_TELL',
  message: 'The report “Casbah Accounts” shows no account that is enabled. Check its data source and its filter.',
} as const
