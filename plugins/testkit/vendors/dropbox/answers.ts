import type { VendorAnswer } from '../../replay/vendor.ts'

export const done = (body: unknown): VendorAnswer => ({ status: 200, body })

/** Calls that have nothing to say answer the literal null. */
export const NOTHING: VendorAnswer = { status: 200, headers: { 'content-type': 'application/json' }, body: 'null' }

/** A failure by the tags of its union, the outermost first. The summary ends in dots, of which there may be more or fewer. */
export function refused(status: number, ...tags: [string, ...string[]]): VendorAnswer {
  const error = tags.reduceRight<unknown>(
    (inner, tag) => ({ '.tag': tag, ...(inner !== undefined && { [tag]: inner }) }),
    undefined,
  )
  return { status, body: { error_summary: `${tags.join('/')}/..`, error } }
}

/** What cannot be read as a call is answered in plain text. */
export const misread = (text: string): VendorAnswer => ({
  status: 400,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: text,
})

export const tooMany = (seconds: number): VendorAnswer => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: {
    error_summary: 'too_many_requests/...',
    error: { '.tag': 'rate_limited', reason: { '.tag': 'too_many_requests' }, retry_after: seconds },
  },
})
