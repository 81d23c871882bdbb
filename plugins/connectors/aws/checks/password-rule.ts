import { at, settingWithin, type Judgement } from '@casbah/sdk'

const POLICY = 'GetAccountPasswordPolicyResponse.GetAccountPasswordPolicyResult.PasswordPolicy'

/** Judges a number of the password policy by its least. Without a policy of the account AWS's own holds, which asks for little. */
export function passwordAtLeast(field: string, say: (value: number, least: number) => string) {
  const judge = settingWithin(
    `passwordPolicy.${POLICY}.${field}`,
    { least: 'least' },
    { say: (value, { least }) => say(value, least), unknown: `AWS did not tell ${field} of the password policy.` },
  )
  return (read: Record<string, unknown>, parameters: Record<string, unknown>): Judgement =>
    at(read.passwordPolicy, 'body.ErrorResponse.Error.Code') === 'NoSuchEntity'
      ? { status: 'FAIL', message: 'The account has no password policy of its own.' }
      : withZero(judge, read, parameters, field)
}

/** A policy that never blocks reuse leaves the field out. */
function withZero(
  judge: ReturnType<typeof settingWithin>,
  read: Record<string, unknown>,
  parameters: Record<string, unknown>,
  field: string,
): Judgement {
  const policy = at(read.passwordPolicy, POLICY)
  const isThere = typeof policy === 'object' && policy !== null && at(policy, 'MinimumPasswordLength') !== undefined
  if (!isThere || at(policy, field) !== undefined) return judge(read, parameters)
  return { status: 'FAIL', message: `The password policy of the account does not set ${field}.` }
}
