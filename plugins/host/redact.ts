export const BLANK = '[secret]'

/** A text without these secrets, whether plain, as in JSON, percent-encoded or in base64. Values under four letters are no secrets. */
export function redact(text: string, secrets: Iterable<string>): string {
  let clean = text
  for (const secret of secrets) {
    if (secret.length < 4) continue
    for (const form of formsOf(secret)) clean = clean.replaceAll(form, BLANK)
  }
  return clean
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ]
}

/** Blanks in place what lies at these paths; `*` stands for every element or key. Tells whether anything was there. */
export function blankPaths(value: unknown, paths: readonly string[]): boolean {
  let found = false
  for (const path of paths) found = blank(value, path.split('.'), 0) || found
  return found
}

function blank(value: unknown, steps: string[], depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  const here = value as Record<string, unknown>
  const step = steps[depth] as string
  let found = false
  for (const key of step === '*' ? Object.keys(here) : Object.hasOwn(here, step) ? [step] : []) {
    if (depth < steps.length - 1) {
      found = blank(here[key], steps, depth + 1) || found
    } else if (here[key] !== null && here[key] !== undefined) {
      here[key] = BLANK
      found = true
    }
  }
  return found
}
