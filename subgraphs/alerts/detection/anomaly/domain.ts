/** The domain of an address, in lower case; null when it has none. */
export function domainOf(email: string | null | undefined): string | null {
  const at = email?.lastIndexOf('@') ?? -1
  return at < 0 || at === email!.length - 1 ? null : email!.slice(at + 1).toLowerCase()
}
