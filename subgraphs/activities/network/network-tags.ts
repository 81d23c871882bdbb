import type { NetworkTag, Tx } from '@casbah/kit'
import { contains, parseCidr, type Address, type AddressRange } from './address.ts'

/** Tags of the tenant's named networks, to look addresses up in. Ranges do not overlap, so the nearest start decides. */
export class NetworkTags {
  private readonly ranges: { range: AddressRange; tag: NetworkTag }[]

  constructor(networks: readonly { tag: NetworkTag; cidrs: readonly string[] }[]) {
    this.ranges = networks
      .flatMap(({ tag, cidrs }) => cidrs.map(cidr => ({ range: parseCidr(cidr)!, tag })))
      .sort((a, b) => a.range.family - b.range.family || (a.range.first < b.range.first ? -1 : 1))
  }

  static async read(tx: Tx): Promise<NetworkTags> {
    return new NetworkTags(
      await tx.query<{ tag: NetworkTag; cidrs: string[] }>('select tag, cidrs from activities.named_network'),
    )
  }

  /** Null when the address is in none of them. */
  of(address: Address): NetworkTag | null {
    let low = 0
    let high = this.ranges.length
    while (low < high) {
      const middle = (low + high) >> 1
      const { family, first } = this.ranges[middle]!.range
      if (family < address.family || (family === address.family && first <= address.value)) low = middle + 1
      else high = middle
    }
    const nearest = this.ranges[low - 1]
    return nearest && contains(nearest.range, address) ? nearest.tag : null
  }
}
