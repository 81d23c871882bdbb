import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { fault } from './errors.ts'
import { employeeIdOf, type Tenant } from './reports.ts'

/** POST /service/{tenant}/Human_Resources/{version}: Workday_Account_for_Worker_Update. Tells whose account was changed. */
export function changeAccount(
  tenant: Tenant,
  { body }: VendorRequest,
): { answer: VendorAnswer; account?: VendorAccount } {
  if (!body.includes('Workday_Account_for_Worker_Update'))
    return { answer: fault('Client.validationError', 'Validation error occurred. Invalid request element.') }
  const userName = element(body, 'User_Name')
  if (!userName)
    return {
      answer: fault('Client.validationError', "Validation error occurred. Element Content 'User_Name' is required."),
    }
  const account = holderIn(tenant, body)
  if (!account)
    return { answer: fault('Client.validationError', 'Validation error occurred. Invalid ID value for the worker.') }
  const own = (tenant.settings.accounts[account.login] ??= {})
  const is = (name: string) => ({ true: true, false: false })[element(body, name) ?? '']
  const disabled = is('Account_Disabled')
  if (disabled !== undefined) account.status = disabled ? 'SUSPENDED' : 'ACTIVE'
  own.requireNewPassword = is('Require_New_Password_at_Next_Sign_In') ?? own.requireNewPassword ?? false
  own.passcodeExempt = is('One-Time_Passcode_Exempt') ?? own.passcodeExempt ?? false
  // Another name is no mistake to Workday: it renames the account.
  account.login = userName
  const answer = {
    status: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body/></env:Envelope>`,
  }
  return { answer, account }
}

function holderIn({ accounts, settings }: Tenant, body: string): VendorAccount | undefined {
  const [, name] = /<\w+:ID \w+:type="WorkdayUserName">([^<]*)</.exec(body) ?? []
  const [, number] = /<\w+:ID \w+:System_ID="WD-EMPLID">([^<]*)</.exec(body) ?? []
  return accounts.find(({ login }) =>
    name === undefined
      ? (settings.accounts[login]?.employeeId ?? employeeIdOf(login)) === number
      : login === plain(name),
  )
}

function element(body: string, name: string): string | undefined {
  const [, text] = new RegExp(`<\\w+:${name}>([^<]*)</`).exec(body) ?? []
  return text && plain(text)
}

const plain = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
