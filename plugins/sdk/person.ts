/** A name out of its parts, those that are there; undefined when none is. */
export function fullName(...parts: (string | null | undefined)[]): string | undefined {
  return parts.flatMap(part => part?.trim() || []).join(' ') || undefined
}

/** An e-mail address, or undefined: where vendors put whatever was typed, which may be a password. */
export function emailIn(text: string | null | undefined): string | undefined {
  return text && /^[^\s@]+@[^\s@]+$/.test(text) ? text : undefined
}
