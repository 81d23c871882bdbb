import type { VendorAnswer } from '../../replay/vendor.ts'

/** The shape that most of the API gives. */
export const egnyteError = (status: number, description: string, headers?: Record<string, string>): VendorAnswer => ({
  status,
  body: { Errors: [{ description, code: String(status) }] },
  ...(headers && { headers }),
})

/** The other one, of users, groups and whatever checks what it was given. */
export const inputError = (msg: string): VendorAnswer => ({
  status: 400,
  body: { errors: { inputErrors: [{ code: 'INVALID_INPUT', msg }] } },
})

/** Too fast, as the gateway before the API says it: a 403 with a code in a header. */
export const tooFast = (code: 'QPS' | 'RATE', seconds: number): VendorAnswer => ({
  status: 403,
  headers: { 'x-mashery-error-code': `ERR_403_DEVELOPER_OVER_${code}`, 'retry-after': String(Math.max(1, seconds)) },
  body: { errorMessage: 'Developer Over Rate' },
})
