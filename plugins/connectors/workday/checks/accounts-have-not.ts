import { judgeTally, type Check, type ListWords } from '@casbah/sdk'
import { account, type Account } from '../account.ts'
import { isOff, isOn } from '../values.ts'

/** Columns that say yes or no of an account. */
type Switch = 'Allow_UI_Sessions' | 'Passcode_Exempt' | 'Worker_Terminated'

/** An account that lets sign in; null for one that is disabled. Throws on a row that does not say, which is then unclear. */
export function enabledAccount(row: unknown): Account | null {
  const read = account.parse(row)
  if (isOn(read.Account_Disabled)) return null
  if (!isOff(read.Account_Disabled)) throw new Error('The report does not say whether the account is disabled.')
  return read
}

export const nameOf = ({ User_Name, Email }: Account) => ({ name: Email || User_Name, account: User_Name })

/** Judges the accounts that are enabled and concern the check by whether a column says yes; what says neither is unclear. */
export function accountsHaveNot(
  column: Switch,
  {
    concerns,
    say,
    none,
  }: { concerns: (row: Account) => boolean; say: (having: number, all: number) => string; none: string },
) {
  const words: ListWords = {
    say: (passing, all) => say(all - passing, all),
    none: { status: 'CANNOT_TELL', message: none },
  }
  return {
    reads: ['accounts'],
    each: 'accounts',
    judgeRow: row => {
      const read = enabledAccount(row)
      if (!read || !concerns(read)) return null
      if (!isOn(read[column]) && !isOff(read[column])) return 'UNCLEAR'
      return { ...nameOf(read), passed: isOff(read[column]) }
    },
    judge: ({ accounts }) => judgeTally(accounts, words),
  } satisfies Partial<Check>
}
