import type { VendorAccount } from '../replay/vendor.ts'

/** An account for an emulated vendor. */
export function person(login: string, more: Partial<VendorAccount> = {}): VendorAccount {
  const email = login.includes('@') ? login : `${login}@acme.example`
  const name = `${login} tester`
  return { id: login, login, email, name, status: 'ACTIVE', isAdmin: false, mfa: true, groups: [], ...more }
}
