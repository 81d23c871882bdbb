/** The token that a request carries as bearer, by whichever of the usual words; null when it carries none. */
export function bearerOf(headers: Record<string, string>): string | null {
  return /^(?:bearer|token|oauth) (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
}

/** Id and secret of HTTP basic authentication; null when a request carries none. */
export function basicOf(headers: Record<string, string>): { user: string; password: string } | null {
  const [, sealed] = /^basic (.+)$/i.exec(headers.authorization ?? '') ?? []
  const [, user, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(sealed ?? '', 'base64').toString('utf8')) ?? []
  return user === undefined || password === undefined ? null : { user, password }
}

/** The object that a request's body is, in JSON; an empty body is an empty object, anything else null. */
export function jsonIn(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body || '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
