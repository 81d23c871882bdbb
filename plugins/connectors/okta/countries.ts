/**
 * Spellings of Okta's geo provider that differ from the names of the Unicode CLDR (already folded, see `fold`).
 * Okta gives a country's English name and no code.
 */
const OTHER_SPELLINGS: Record<string, string> = {
  'bolivia plurinational state of': 'BO',
  'brunei darussalam': 'BN',
  burma: 'MM',
  'cabo verde': 'CV',
  congo: 'CG',
  'czech republic': 'CZ',
  'democratic republic of the congo': 'CD',
  'east timor': 'TL',
  'great britain': 'GB',
  'hashemite kingdom of jordan': 'JO',
  'holy see': 'VA',
  'iran islamic republic of': 'IR',
  'ivory coast': 'CI',
  'korea republic of': 'KR',
  'lao people s democratic republic': 'LA',
  macedonia: 'MK',
  'moldova republic of': 'MD',
  myanmar: 'MM',
  'palestinian territory': 'PS',
  'palestinian territory occupied': 'PS',
  'republic of korea': 'KR',
  'republic of lithuania': 'LT',
  'republic of moldova': 'MD',
  'republic of the congo': 'CG',
  'russian federation': 'RU',
  swaziland: 'SZ',
  'syrian arab republic': 'SY',
  'taiwan province of china': 'TW',
  'tanzania united republic of': 'TZ',
  turkey: 'TR',
  'united states of america': 'US',
  'venezuela bolivarian republic of': 'VE',
  'viet nam': 'VN',
}

const fold = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^a-z]+/g, ' ')
    .trim()
    .replace(/^the /, '')

const codes = new Map(Object.entries(OTHER_SPELLINGS))
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
for (const style of ['long', 'short'] as const) {
  const names = new Intl.DisplayNames('en', { type: 'region', style, fallback: 'none' })
  for (const code of LETTERS.flatMap(first => LETTERS.map(second => first + second))) {
    // Withdrawn codes (BU, SU, UK …) canonicalise to their successors; they would shadow them.
    if (Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}` || code === 'ZZ') continue
    const name = names.of(code)
    if (name && !codes.has(fold(name))) codes.set(fold(name), code)
  }
}

/** ISO 3166-1 alpha-2 code of a country by its English name; undefined for names that are not known. */
export function countryCode(name: string | null | undefined): string | undefined {
  return name ? codes.get(fold(name)) : undefined
}
