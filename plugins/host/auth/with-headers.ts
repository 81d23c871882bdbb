import { HostError } from '../host-error.ts'
import type { PreparedRequest } from '../target.ts'

/** The request with headers that hold credentials. Throws a HostError when one holds what no header may. */
export function withHeaders(prepared: PreparedRequest, headers: Record<string, string>): PreparedRequest {
  for (const value of Object.values(headers)) {
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw new HostError(
        'BAD_CONFIG',
        'A credential holds a line break or another sign that no header may hold. Copy it again.',
      )
  }
  return { ...prepared, headers: { ...prepared.headers, ...headers } }
}
