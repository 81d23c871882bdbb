import type { VendorAnswer } from '../../replay/vendor.ts'

/** What a method of the Web API answers when it did what it was asked for. */
export const done = (body: object = {}): VendorAnswer => ({ status: 200, body: { ok: true, ...body } })

/** What it answers when it did not: 200 all the same. The description has failures under statuses other than those of success. */
export const failed = (error: string, more: object = {}): VendorAnswer => ({
  status: 200,
  body: { ok: false, error, ...more },
  undescribed: true,
})

/** What the Audit Logs API answers when it did not: a status of failure. */
export const refused = (status: number, error: string): VendorAnswer => ({ status, body: { ok: false, error } })

/** A failure in SCIM's words. */
export const scimError = (status: number, detail: string): VendorAnswer => ({
  status,
  body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail, status },
})

/** What somebody is told who asked too often. */
export const tooMany = (seconds: number, undescribed: boolean): VendorAnswer => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { ok: false, error: 'ratelimited' },
  ...(undescribed && { undescribed }),
})
