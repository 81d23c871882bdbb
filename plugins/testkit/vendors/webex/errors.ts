import type { VendorAnswer } from '../../replay/vendor.ts'

/** A failure, in the vendor's form. */
export const webexError = (status: number, message: string): VendorAnswer => ({
  status,
  body: { message, errors: [{ description: message }], trackingId: 'ROUTER_00000000-0000-4000-8000-000000000000' },
})

export const notFound = (): VendorAnswer => webexError(404, 'The requested resource could not be found.')
