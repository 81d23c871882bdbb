import { AwsV4Signer } from 'aws4fetch'
import { conformanceOf, sharedFolder } from '../conformance/index.ts'
import type { Conformance } from '../conformance/index.ts'
import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'

export const MONDAY = Date.parse('2026-03-02T09:00:00Z')

/** A clock that only moves when told. */
export function fakeClock(start = MONDAY) {
  let time = start
  return { now: () => time, advance: (ms: number) => (time += ms) }
}

export function person(login: string, over: Partial<VendorAccount> = {}): VendorAccount {
  const email = login.includes('@') ? login : `${login}@acme.example`
  return {
    id: login,
    login,
    email,
    name: 'Ada Example',
    status: 'ACTIVE',
    isAdmin: false,
    mfa: true,
    groups: [],
    ...over,
  }
}

interface Ask {
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** A request to an address, as the replay server would hand it on. */
export function requestTo(address: string, { method = 'GET', headers = {}, body = '' }: Ask = {}): VendorRequest {
  const url = new URL(address)
  return { method, host: url.host, path: url.pathname, query: url.searchParams, headers, body }
}

/** The description to judge by. Says plainly when it is absent, and then only the vendor's behaviour is tested. */
export function describedBy(slug: string): Conformance | null {
  const conformance = conformanceOf(slug, sharedFolder())
  if (!conformance) {
    process.stderr.write(`NOT RUN: ${slug} was not judged by its description, which is not in ${sharedFolder()}.\n`)
  }
  return conformance
}

export interface Answer {
  status: number
  headers: Record<string, string | string[]>
  body: unknown
  text: string
  last: boolean | undefined
}

/** Asks a vendor, and expects the exchange to fit its description when there is one. */
export function asking(vendor: Vendor, conformance: Conformance | null, headers: Record<string, string>) {
  return async (address: string, ask: Ask = {}): Promise<Answer> => {
    const request = requestTo(address, { ...ask, headers: { ...headers, ...ask.headers } })
    const answer = await vendor.answer(request)
    expect(conformance?.violations(request, answer) ?? []).toEqual([])
    return readAnswer(answer)
  }
}

export function readAnswer(answer: VendorAnswer): Answer {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? null)
  const body: unknown = text.startsWith('<') ? text : JSON.parse(text.replace(/^\uFEFF/, ''))
  return { status: answer.status, headers: answer.headers ?? {}, body, text, last: answer.last }
}

/** The address of rel `next` among Link headers. */
export function nextLink(answer: Answer): string | undefined {
  const links = [answer.headers.link ?? []].flat().flatMap(header => header.split(/,\s*(?=<)/))
  return links.find(link => link.endsWith('rel="next"'))?.match(/^<(.+)>/)?.[1]
}

export interface AwsKey {
  accessKeyId: string
  secretAccessKey: string
}

/** A request signed by another implementation of Signature Version 4. */
export async function signedRequest(
  key: AwsKey,
  address: string,
  { service, region, now, ...ask }: Ask & { service: string; region: string; now: number },
): Promise<VendorRequest> {
  const datetime = new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, '')
  const signer = new AwsV4Signer({ ...key, ...ask, url: address, service, region, datetime })
  const signed = await signer.sign()
  return requestTo(address, { ...ask, method: signed.method, headers: Object.fromEntries(signed.headers) })
}
