import { BUILT_IN_SLUGS } from './built-in-slugs.ts'
import { Refusal } from './refusal.ts'

/** How the new connector signs in. */
export const SIGN_INS = {
  header: 'a key or token in a header',
  basic: 'user name and password',
  oauth: 'OAuth client credentials',
} as const
export type SignIn = keyof typeof SIGN_INS

/** How its vendor's lists go on; names of the SDK's page styles. */
export const PAGE_STYLES = {
  link: 'a Link header names the next page',
  nextUrl: 'a field of the answer is the address of the next page',
  bodyCursor: 'a field of the answer is a cursor for the next page',
  headerCursor: 'a header of the answer is a cursor for the next page',
  offset: 'the request says how many rows to skip',
  keyset: 'the request repeats time and id of the last row',
  window: 'one answer holds all of the time that was asked for',
} as const
export type PageStyleName = keyof typeof PAGE_STYLES

/** What the four questions were answered with, as text. */
export interface Asked {
  name: string
  base: string
  signIn: string
  pages: string
}

/** A connector to be written. */
export interface Plan {
  /** Display name of the app. */
  name: string
  /** Made of the name: lower-case letters, digits, dashes. */
  slug: string
  /** https address without a slash at its end; `{field}` stands for what each operator enters. */
  base: string
  /** Those fields. */
  fields: string[]
  signIn: SignIn
  pages: PageStyleName
}

/** Reads the answers. Throws a Refusal with a sentence for each that does not do. */
export function planOf({ name, base, signIn, pages }: Asked): Plan {
  const problems = [
    nameProblem(name),
    baseProblem(base),
    choiceProblem('sign-in', signIn, SIGN_INS),
    choiceProblem('pages', pages, PAGE_STYLES),
  ].filter(problem => problem !== null)
  if (problems.length > 0) throw new Refusal(problems.join('\n'))
  const address = base.trim().replace(/\/+$/, '')
  return {
    name: name.trim(),
    slug: slugOf(name),
    base: address,
    fields: [...new Set([...address.matchAll(/\{(\w+)\}/g)].map(match => match[1] as string))],
    signIn: signIn as SignIn,
    pages: pages as PageStyleName,
  }
}

/** Lower-case letters, digits and single dashes. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

export function nameProblem(name: string): string | null {
  const slug = slugOf(name)
  if (name.length > 60 || /[\\'"`\p{Cc}]/u.test(name))
    return `"${name.slice(0, 80)}" is no display name: use up to 60 signs, without quotes and backslashes.`
  if (!/^[a-z]/.test(slug))
    return `"${name}" gives no short name: begin it with a letter from A to Z, such as "Acme Drive".`
  if (BUILT_IN_SLUGS.includes(slug))
    return `"${slug}" is the short name of a connector that Casbah has itself; choose another display name, such as "${name.trim()} Archive".`
  return null
}

export function baseProblem(base: string): string | null {
  const hint = 'such as https://api.acme.com/v1, or https://{domain}/api where every customer has a host of his own'
  const text = base.trim()
  if (!text.startsWith('https://')) return `"${text}" is no base address: it begins with https://, ${hint}.`
  const filled = text.replace(/\{[a-z]\w*\}/g, 'field')
  if (/[{}\s?#\\'"`<>]/.test(filled) || !URL.canParse(filled))
    return `"${text}" is no base address; write one without a query, ${hint}.`
  const { port, username, password, pathname } = new URL(filled)
  if (port || username || password)
    return `"${text}" holds a port, a user or a password, which Casbah never asks by; write a plain address, ${hint}.`
  if (/\{/.test(text.slice('https://'.length).replace(/^[^/]*/, '')) || pathname.includes('//'))
    return `"${text}" has a field or an empty step in its path; a field stands in the host alone, ${hint}.`
  return null
}

export function choiceProblem(flag: string, given: string, choices: Record<string, string>): string | null {
  return Object.hasOwn(choices, given)
    ? null
    : `"${given}" is no answer to --${flag}; choose one of ${Object.keys(choices).join(', ')}.`
}
