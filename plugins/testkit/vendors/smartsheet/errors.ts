import type { VendorAnswer } from '../../replay/vendor.ts'

/** What goes wrong, by Smartsheet's own codes. */
const ERRORS = {
  badToken: [401, 1002, 'Your Access Token is invalid.'],
  expired: [401, 1003, 'Your Access Token has expired.'],
  forbidden: [403, 1004, 'You are not authorized to perform this action.'],
  notFound: [404, 1006, 'Not Found'],
  unsupported: [405, 1023, 'The HTTP method is not supported for this endpoint.'],
  invalid: [400, 1018, 'The value is not valid for this parameter.'],
  managed: [400, 1232, 'This user is managed by an external source or is outside of the domains of this plan.'],
  tooFast: [429, 4003, 'Rate limit exceeded.'],
} as const satisfies Record<string, readonly [number, number, string]>

/** An error as the API gives all of them. Nothing tells how long to wait. */
export function smartsheetError(name: keyof typeof ERRORS, detail = ''): VendorAnswer {
  const [status, errorCode, message] = ERRORS[name]
  return { status, body: { errorCode, message: detail ? `${message} ${detail}` : message, refId: `ref${errorCode}` } }
}

/** What the API says of a change that was made. */
export const done = (more: object = {}): VendorAnswer => ({
  status: 200,
  body: { message: 'SUCCESS', resultCode: 0, ...more },
})
