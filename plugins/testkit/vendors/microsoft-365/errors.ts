import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in the form of Microsoft Graph. */
export const graphError = (status: number, code: string, message: string): VendorAnswer => ({
  status,
  body: { error: { code, message, innerError: { date: '2026-03-02T09:00:00', 'request-id': 'a1b2c3d4' } } },
})

/** An error in the form of the Management Activity API. */
export const feedError = (status: number, code: string, message: string): VendorAnswer => ({
  status,
  body: { error: { code, message } },
})

export const notFound = (what: string) =>
  graphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`,
  )
export const badRequest = (message: string) => graphError(400, 'BadRequest', message)

/** What a method without an answer gives. */
export const DONE: VendorAnswer = { status: 204 }
