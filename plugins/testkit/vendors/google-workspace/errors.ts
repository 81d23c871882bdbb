import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in the form that Google's APIs share. */
export function googleError(status: number, reason: string, message: string): VendorAnswer {
  return {
    status,
    body: {
      error: {
        code: status,
        message,
        errors: [{ domain: 'global', reason, message }],
        status: STATUSES[status] ?? 'UNKNOWN',
      },
    },
  }
}

const STATUSES: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  405: 'UNIMPLEMENTED',
  429: 'RESOURCE_EXHAUSTED',
}

export const notFound = (what: string) => googleError(404, 'notFound', `Resource Not Found: ${what}`)
export const invalid = (message: string) => googleError(400, 'invalid', message)

/** What a method without an answer gives. */
export const DONE: VendorAnswer = { status: 200 }
