/** Characters of a text that are looked through, and addresses taken out of it. */
const LONGEST = 4_096
const MOST = 50

/** E-mail addresses in a text such as `"Bo" [SMTP:bo@example.com]; smtp:ann@example.com`, in lower case. */
export function addressesIn(text: string): string[] {
  return text
    .slice(0, LONGEST)
    .toLowerCase()
    .split(/[\s<>"';,:()[\]{}=\\]+/)
    .filter(word => /^[^@]{1,64}@[^@.]+\.[^@]{1,200}$/.test(word))
    .slice(0, MOST)
}
