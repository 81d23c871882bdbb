import { lookup as resolve } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { HostError } from './host-error.ts'

const inside = new BlockList()
for (const [range, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24],
  ['203.0.113.0', 24], ['224.0.0.0', 3],
] as const) inside.addSubnet(range, bits, 'ipv4') // prettier-ignore
for (const [range, bits] of [
  ['::', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32],
  ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8],
] as const) inside.addSubnet(range, bits, 'ipv6') // prettier-ignore

/** Whether an address belongs to no public network: private, loopback, link-local, reserved, or IPv6 that wraps IPv4. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  return inside.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** Refuses an address written as numbers that is not public; names are judged by `publicLookup`. */
export function refusePrivate(url: URL): void {
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) === 0 || !isPrivateAddress(literal)) return
  throw new HostError(
    'BAD_CONFIG',
    `A request to ${literal} is refused, since it is no public address. Check the configured address.`,
  )
}

/** Name look-up for connections to vendors: judged at connect time, so that a name cannot change its answer in between. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0)
    const hidden = addresses.find(({ address }) => isPrivateAddress(address))
    if (hidden) {
      const refusal = new HostError(
        'BAD_CONFIG',
        `The name ${hostname} leads to ${hidden.address}, which is no public address; requests go to public addresses only. Check the configured address.`,
      )
      return done(refusal, '', 0)
    }
    if (options.all) return done(null, addresses)
    const first = addresses[0]
    if (first) done(null, first.address, first.family)
    else done(Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }), '', 0)
  })
}

/** Whether a host fits a pattern: equal, or below it when the pattern starts with `*.`. */
export function matchesHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host.length >= pattern.length : pattern === host
}
