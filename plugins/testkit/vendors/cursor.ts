/** An opaque cursor: plain data as text that clients have no reason to read. */
export function sealCursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** The data of a cursor, or undefined when it is not one of ours. */
export function openCursor<Value>(text: string): Value | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Value
  } catch {
    return undefined
  }
}
