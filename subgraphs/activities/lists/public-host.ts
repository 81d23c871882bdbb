import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const INSIDE = new BlockList()
for (const range of [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
  '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3',
  '::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', 'fc00::/7', 'fe80::/10',
  'fec0::/10', 'ff00::/8',
]) {
  const [address, bits] = range.split('/')
  INSIDE.addSubnet(address!, Number(bits), isIP(address!) === 6 ? 'ipv6' : 'ipv4')
} // prettier-ignore

/** Refuses a host that is written as an address of no public network; names are judged by `publicLookup`. */
export function refusePrivate({ hostname }: URL): void {
  const literal = hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) && isPrivate(literal)) throw refusal(literal, literal)
}

/** Name look-up that knows public addresses alone; it judges at connect time, so that a name cannot change its answer in between. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0)
    const hidden = addresses.find(({ address }) => isPrivate(address))
    if (hidden) return done(refusal(hostname, hidden.address), '', 0)
    if (options.all) return done(null, addresses)
    done(null, addresses[0]!.address, addresses[0]!.family)
  })
}

function isPrivate(address: string): boolean {
  return INSIDE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function refusal(host: string, address: string): Error {
  return new Error(
    `${host} is at ${address}, which is no public address. Give a public one, or allow private ones with CASBAH_LISTS_PRIVATE=on.`,
  )
}
