import type { IpDraft } from '@casbah/sdk'

/** The first that is an address; Salesforce writes "Salesforce.com IP" for its own. */
export function addressIn(...texts: (string | null | undefined)[]): IpDraft | undefined {
  const address = texts.find(text => text && /^[\d.]+$|:/.test(text))
  return address ? { address } : undefined
}
