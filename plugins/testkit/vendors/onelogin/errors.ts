import type { VendorAnswer } from '../../replay/vendor.ts'

/** An error in the form of version 1. */
export const v1Error = (code: number, type: string, message: string): VendorAnswer => ({
  status: code,
  body: { status: { error: true, code, type, message } },
})

/** An error in the form of version 2. */
export const v2Error = (statusCode: number, name: string, message: string): VendorAnswer => ({
  status: statusCode,
  body: { statusCode, name, message },
})

/** An error of the version that a path is of. */
export function errorOf(path: string, code: number, name: string, message: string): VendorAnswer {
  return path.startsWith('/api/2/') ? v2Error(code, name, message) : v1Error(code, name, message)
}

export const success = (more: object = {}): VendorAnswer => ({
  status: 200,
  body: { status: { error: false, code: 200, type: 'success', message: 'Success' }, ...more },
})
