import type { VendorAnswer } from '../../replay/vendor.ts'

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
}

/** Of the organisation's own APIs. */
export const adminError = (status: number, code: string, detail: string): VendorAnswer => ({
  status,
  body: { errors: [{ id: `${code}-1`, status: String(status), code, title: TITLES[status] ?? 'Error', detail }] },
})

/** Of what stands before the first version of these APIs. */
export const proxyError = (status: number): VendorAnswer => ({
  status,
  body: { code: status, message: TITLES[status] ?? 'Error' },
})

/** Of the API about one managed account. */
export const accountError = (status: number, key: string): VendorAnswer => ({ status, body: { key } })

export const jiraError = (status: number, message: string): VendorAnswer => ({
  status,
  body: { errorMessages: [message], errors: {} },
})

export const confluenceError = (statusCode: number, message: string): VendorAnswer => ({
  status: statusCode,
  body: { statusCode, message },
})
