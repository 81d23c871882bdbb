import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in Zendesk's form. Its description names next to none, so none is held against it. */
export function zendeskError(status: number, error: string, description?: string): VendorAnswer {
  return { status, body: { error, ...(description && { description }) }, undescribed: true }
}

export const notFound = (): VendorAnswer => zendeskError(404, 'RecordNotFound', 'Not found')

export const invalid = (description: string): VendorAnswer => zendeskError(422, 'RecordInvalid', description)

/** An error of the access log, which has a form of its own. */
export function accessLogError(status: number, title: string, detail: string): VendorAnswer {
  return { status, body: { errors: [{ title, detail }] }, undescribed: true }
}
