import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in Box’s form. */
export function boxError(status: number, code: string, message: string): VendorAnswer {
  const help_url = 'http://developers.box.com/docs/#errors'
  return { status, body: { type: 'error', status, code, message, help_url, request_id: 'casbah0000000000' } }
}

export const notFound = () => boxError(404, 'not_found', 'Not Found')
export const badRequest = (message: string) => boxError(400, 'bad_request', message)
/** Of an app that was not authorised anew after its scopes were changed; the description’s list of codes lacks this one. */
export const unauthorisedApp = (): VendorAnswer => ({
  ...boxError(403, 'access_denied_insufficient_permissions', 'Access denied - insufficient permission'),
  undescribed: true,
})
