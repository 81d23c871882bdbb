/** A country (ISO 3166-1 alpha-2) as 16 bits; 0 for what is none. */
export function packCountry(country: string | null | undefined): number {
  if (country?.length !== 2) return 0
  const [first, second] = [country.charCodeAt(0) - 65, country.charCodeAt(1) - 65]
  return first >= 0 && first < 26 && second >= 0 && second < 26 ? first * 26 + second + 1 : 0
}

export function unpackCountry(code: number): string {
  return String.fromCharCode(65 + Math.floor((code - 1) / 26), 65 + ((code - 1) % 26))
}
