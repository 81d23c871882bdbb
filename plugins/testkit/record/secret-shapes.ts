export const BLANK = '[secret]'

/** What vendors' keys and tokens look like, wherever they stand in a text. */
const SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g,
  /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
  /\b(?:bearer|basic|sswsx?|token|apikey|digest|negotiate)\s+[\w+/=.~-]{8,}/gi,
  /\b(?:gh[opsur]_|github_pat_|glpat-|xox[abeprs]-|xapp-|sk[-_](?:live|test|ant|proj)[-_]|rk_live_|pk_live_|whsec_|shp(?:at|ss|ca)_|npm_|pypi-|dop_v1_|AIza|ya29\.|1\/\/0|SG\.|hvs\.|ATATT|ATCTT|NRAK-|EAA[A-Z])[\w.~+/=-]{8,}/g,
  /\b(?:AKIA|ASIA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{12,}\b/g,
  /\b(?:https?|ftp|postgres(?:ql)?|mongodb(?:\+srv)?|redis|amqp):\/\/[^\s/:@]+:[^\s/@]+@/gi,
  // Parameters of addresses and forms.
  /\b(?:access_token|refresh_token|id_token|token|code|state|secret|password|passwd|pwd|api_?key|sig(?:nature)?|assertion|client_secret|samlresponse|x-amz-\w+)=[^&\s"'<>]+/gi,
]

/** Keys whose texts are secrets by name. */
const KEYS =
  /(?:passw(?:or)?d|passphrase|passcode|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|signing[-_]?key|authorization|cookie|credentials?|assertion|otp|pin|jwt|signature)$/i

export const isSecretKey = (key: string): boolean => KEYS.test(key)

/** The text without what looks like a credential. `found` is told each one. */
export function blankSecrets(text: string, found: (secret: string) => void): string {
  const blank = (secret: string) => {
    if (secret !== BLANK) found(secret)
    return BLANK
  }
  let clean = text
  for (const shape of SHAPES) clean = clean.replace(shape, blank)
  return clean.replace(/[A-Za-z0-9+/_=.~-]{20,}/g, run => (isRandom(run) ? blank(run) : run))
}

/** Long, of letters of both cases and digits, and no more regular than chance: a key. Plain numbers in base 16 and UUIDs are ids. */
function isRandom(run: string): boolean {
  if (/^[0-9a-f-]+$/i.test(run) && run.length <= 40) return false
  if (!/[a-z]/.test(run) || !/[A-Z]/.test(run) || !/\d/.test(run)) return /^[0-9a-f]{41,}$/i.test(run)
  const counts = new Map<string, number>()
  for (const sign of run) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / run.length) * Math.log2(count / run.length)
  return bits > Math.min(4, Math.log2(run.length) - 0.9)
}
