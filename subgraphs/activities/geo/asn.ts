import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Address } from '../network/address.ts'

/** An autonomous system. */
export interface AutonomousSystem {
  asn: number
  name: string
}

/** What knows networks by address. */
export interface AutonomousSystems {
  /** Null when it is not known. */
  of(address: Address): AutonomousSystem | null
  /** Epoch ms; null when the data does not tell. */
  readonly builtAt: number | null
}

/** From the bundled lists, packed: 12 bytes a range of IPv4, 20 of IPv6, each name once. */
export class BundledSystems implements AutonomousSystems {
  private readonly names = new Map<number, string>()
  private ipv4: Ranges<Uint32Array> | null = null
  private ipv6: Ranges<BigUint64Array> | null = null

  /** The day and hour at the end of the package's version. */
  get builtAt(): number | null {
    const file = createRequire(import.meta.url).resolve('@ip-location-db/asn/package.json')
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }
    const found = /\.(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(version)
    return found ? Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]), Number(found[4])) : null
  }

  /** A family's list is read at its first call. */
  of(address: Address): AutonomousSystem | null {
    const asn =
      address.family === 4
        ? find((this.ipv4 ??= this.readIpv4()), Number(address.value))
        : // Ranges smaller than /64 do not occur in routing tables.
          find((this.ipv6 ??= this.readIpv6()), address.value >> 64n)
    return asn === null ? null : { asn, name: this.names.get(asn) ?? '' }
  }

  private readIpv4(): Ranges<Uint32Array> {
    return this.read('asn-ipv4-num.csv', length => new Uint32Array(length), Number)
  }

  private readIpv6(): Ranges<BigUint64Array> {
    return this.read(
      'asn-ipv6-num.csv',
      length => new BigUint64Array(length),
      text => BigInt(text) >> 64n,
    )
  }

  /** Lines are `first,last,asn,name`, sorted by `first`. */
  private read<Array extends Uint32Array | BigUint64Array>(
    file: string,
    array: (length: number) => Array,
    number: (text: string) => Array[number],
  ): Ranges<Array> {
    const bytes = readFileSync(createRequire(import.meta.url).resolve(`@ip-location-db/asn/${file}`))
    let lines = 0
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
    const ranges: Ranges<Array> = { first: array(lines), last: array(lines), asn: new Uint32Array(lines) }
    for (let start = 0, line = 0; line < lines; line++) {
      const end = bytes.indexOf(10, start)
      const one = bytes.indexOf(44, start)
      const two = bytes.indexOf(44, one + 1)
      const three = bytes.indexOf(44, two + 1)
      ranges.first[line] = number(bytes.toString('latin1', start, one))
      ranges.last[line] = number(bytes.toString('latin1', one + 1, two))
      const asn = Number(bytes.toString('latin1', two + 1, three))
      ranges.asn[line] = asn
      if (!this.names.has(asn)) this.names.set(asn, unquote(bytes.toString('utf8', three + 1, end)))
      start = end + 1
    }
    return ranges
  }
}

interface Ranges<Array> {
  first: Array
  last: Array
  asn: Uint32Array
}

function unquote(field: string): string {
  const text = field.trim()
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
}

function find<Value extends number | bigint>(ranges: Ranges<ArrayLike<Value>>, value: Value): number | null {
  let low = 0
  let high = ranges.first.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (ranges.first[middle]! > value) high = middle - 1
    else if (ranges.last[middle]! < value) low = middle + 1
    else return ranges.asn[middle]!
  }
  return null
}
