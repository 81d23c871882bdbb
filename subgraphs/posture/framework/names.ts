/** A name as it is compared: in lower case, without a version at its end, such as `NIST 800-53r5` or `ISO 27001:2022`. */
export function nameToCompare(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/\s*(?:(?<=\d)r|rev\.?\s*|:|v)\d[\d.]*$/, '')
    .replace(/^(nist csf|mitre att&ck|soc 2|iso 27001) \d[\d.]*$/, '$1')
}

/**
 * Whether a framework of a control is meant, as SQL: by its own name, whatever its version, or by that of its family, as `CIS` means
 * `CIS Controls` and `CIS AWS Foundations`. `name` is an SQL text, `asked` one that holds an array of what `nameToCompare` gives.
 */
export function isMeantSql(name: string, asked: string): string {
  return `exists (select 1 from unnest(${asked}::text[]) as a where lower(${name}) = a or starts_with(lower(${name}), a || ' '))`
}

/** The same for an array of names. */
export function anyMeantSql(names: string, asked: string): string {
  return `exists (select 1 from unnest(${names}) as n where ${isMeantSql('n', asked)})`
}
