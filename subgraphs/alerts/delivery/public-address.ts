import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

// What a tenant enters must never reach what only we can reach. The connector host guards vendors' addresses in the same way; it knows the
// SDK alone, so that neither can lend the other its list.

const inside = new BlockList()
for (const [range, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15],
  ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3],
] as const) inside.addSubnet(range, bits, 'ipv4') // prettier-ignore
for (const [range, bits] of [
  ['::', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32],
  ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8],
] as const) inside.addSubnet(range, bits, 'ipv6') // prettier-ignore

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** An address that calls must not go to. It names no path and no query, which may hold secrets. */
export class NotPublic extends Error {
  constructor() {
    super('The address leads to a network that is not public, and calls go to public addresses only.')
  }
}

/** Whether calls may go to an IP address: a public one, or the machine's own where the operator allows that. */
export function mayReach(address: string, allowLoopback: boolean): boolean {
  const family = isIP(address)
  if (family === 0) return false
  const type = family === 6 ? 'ipv6' : 'ipv4'
  return allowLoopback && loopback.check(address, type) ? true : !inside.check(address, type)
}

/** The host of an address when it is written as numbers; null for a name. */
export function literalOf(url: URL): string | null {
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(literal) ? literal : null
}

/** Name look-up for connections: judged as they are made, so that a name cannot change its answer in between. */
export function guardedLookup(allowLoopback: boolean): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0)
      if (addresses.some(({ address }) => !mayReach(address, allowLoopback))) return done(new NotPublic(), '', 0)
      if (options.all) return done(null, addresses)
      const [first] = addresses
      if (first) done(null, first.address, first.family)
      else done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0)
    })
  }
}
