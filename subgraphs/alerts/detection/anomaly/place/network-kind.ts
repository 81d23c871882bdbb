import type { NetworkTag, StoredActivity } from '@casbah/kit'

type Ip = NonNullable<StoredActivity['ip']>

/** Numbers of networks that hide where their users are, as the public routing tables name them. */
const NETWORKS = {
  // SpaceX, Viasat, Hughes, Inmarsat, Intelsat, OneWeb, SES, Eutelsat, Panasonic Avionics, Gogo, Iridium.
  'a satellite network': [
    14593, 27277, 7155, 40306, 40311, 16491, 6621, 63062, 25222, 31515, 22351, 26243, 800, 12684, 60725, 34444, 15829,
    64294, 11167, 22184,
  ],
  // Cloudflare, Akamai and Fastly as relays, Zscaler, Netskope, Palo Alto: one address for people of many countries.
  'a relay or an anycast network': [13335, 209242, 36183, 54113, 22616, 62044, 53813, 55256, 54538, 396421],
  // Amazon, Microsoft, Google, Oracle, Alibaba, Tencent, OVH, Hetzner, DigitalOcean, Linode, Vultr, Contabo, Scaleway, LeaseWeb, Clouvider.
  'a cloud or hosting network': [
    16509, 14618, 8987, 8075, 8068, 8069, 396982, 15169, 31898, 54253, 45102, 134963, 132203, 45090, 16276, 24940,
    213230, 14061, 63949, 20473, 51167, 40021, 12876, 60781, 395954, 28753, 62240,
  ],
  // M247, Datacamp, PacketHub, 31173, Mullvad: where VPN services have their exits.
  'a network of VPN services': [9009, 212238, 60068, 136787, 147049, 207137, 141039, 39351, 216025],
}

const BY_NUMBER: ReadonlyMap<number, string> = new Map(
  Object.entries(NETWORKS).flatMap(([what, numbers]) => numbers.map(number => [number, what] as const)),
)

const OWN: ReadonlySet<NetworkTag | null> = new Set(['CORPORATE', 'ADMINISTRATIVE'])
const FLAGGED: ReadonlySet<NetworkTag | null> = new Set(['TOR', 'PROXY', 'RISKY'])

/** Whether it is a network of the tenant's own. */
export function isOwn(tag: NetworkTag | null): boolean {
  return OWN.has(tag)
}

/** Whether it is one that people use to stay unknown, or to attack. */
export function isFlagged(tag: NetworkTag | null): boolean {
  return FLAGGED.has(tag)
}

/** What keeps an address from telling where its user is, in words; null when nothing does. */
export function hidingPlace({ networkTag, asn }: Ip): string | null {
  if (isOwn(networkTag) || isFlagged(networkTag)) return null
  if (networkTag === 'VPN') return 'a VPN'
  if (networkTag === 'CLOUD') return 'a cloud or hosting network'
  return (asn !== null && BY_NUMBER.get(asn)) || null
}

/** Whether an address tells where its user is. */
export function tellsPlace(ip: Ip): boolean {
  return !isFlagged(ip.networkTag) && hidingPlace(ip) === null
}

/** The network of an address as 32 bits: its number, else a hash of its provider's name; 0 when neither is known. */
export function networkOf({ asn, isp }: Ip): number {
  if (asn !== null) return asn >>> 0
  return isp ? (hash32(isp.toLowerCase()) | 0x80000000) >>> 0 : 0
}

/** FNV-1a over the first 256 characters. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let n = 0; n < text.length && n < 256; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193)
  return hash >>> 0
}

/** The network in words. */
export function networkName({ asn, isp }: Ip): string {
  if (isp) return asn === null ? isp : `${isp} (AS${asn})`
  return asn === null ? 'an unknown network' : `AS${asn}`
}
