import { groupsOf } from '../account.ts'
import { enabledAccount, nameOf } from './accounts-have-not.ts'

/** An account that is enabled and in one of these groups, as one to be named: whether they are too many shows at the end. */
export const memberOf =
  (...groups: string[]) =>
  (row: unknown) => {
    const read = enabledAccount(row)
    const held = read ? groupsOf(read).filter(name => groups.includes(name)) : []
    return read && held.length > 0 ? { ...nameOf(read), passed: false, detail: `member of ${held.join(', ')}` } : null
  }
