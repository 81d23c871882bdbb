import { createHmac, randomBytes } from 'node:crypto'
import { BlockList, isIP } from 'node:net'

/** Classes of values that are replaced. */
export type ReplacedClass =
  | 'secret'
  | 'e-mail address'
  | 'host name'
  | 'IP address'
  | 'name'
  | 'id'
  | 'address (URL)'
  | 'free text'
  | 'time'
  | 'coordinate'

const inside = new BlockList()
for (const [range, bits] of [['10.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['100.64.0.0', 10], ['169.254.0.0', 16]] as const) inside.addSubnet(range, bits, 'ipv4') // prettier-ignore
for (const [range, bits] of [
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(range, bits, 'ipv6')

const GIVEN = [
  'Ada',
  'Ben',
  'Cleo',
  'Dag',
  'Eve',
  'Finn',
  'Gia',
  'Hugo',
  'Ida',
  'Jon',
  'Kim',
  'Lou',
  'Mia',
  'Ned',
  'Ola',
  'Pia',
]

/** Other values for given ones: the same for the same as long as this lives, and nobody can tell back, since its key is kept nowhere. */
export class Pseudonyms {
  readonly #key: Buffer

  constructor(key: Buffer = randomBytes(32)) {
    this.#key = key
  }

  email(address: string): string {
    const [local = '', domain = ''] = address.toLowerCase().split('@')
    return `user-${this.#hex('local', `${local}@${domain}`, 8)}@${this.host(domain)}`
  }

  host(name: string): string {
    return `host-${this.#hex('host', name.toLowerCase(), 8)}.example`
  }

  /** Public ones from the ranges for documentation, private ones stay private, what means "this machine" stays. */
  ip(address: string): string {
    const family = isIP(address)
    const bytes = this.#bytes('ip', address.toLowerCase())
    const [a = 0, b = 0, c = 0, d = 0] = bytes
    if (family === 4) {
      if (/^(127\.|0\.)/.test(address)) return address
      if (inside.check(address, 'ipv4')) return `10.${a}.${b}.${1 + (c % 254)}`
      return `${['192.0.2', '198.51.100', '203.0.113'][d % 3]}.${1 + (a % 254)}`
    }
    if (address === '::' || address === '::1') return address
    const group = (at: number) => (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0) | 1).toString(16)
    const prefix = inside.check(address, 'ipv6') ? 'fd00:' : '2001:db8:'
    return `${prefix}${group(0)}:${group(2)}:${group(4)}::${group(6)}`
  }

  name(name: string): string {
    const [first = 0] = this.#bytes('name', name)
    return `${GIVEN[first % GIVEN.length]} ${this.#hex('surname', name, 6)}`
  }

  text(text: string): string {
    return `text ${this.#hex('text', text, 8)}`
  }

  /** Of the same form: digits for digits, letters of the same case for letters, all else as it is. */
  id(id: string): string {
    const hex = /^[0-9a-f-]+$/i.test(id)
    let left: number[] = []
    let block = 0
    return id.replace(/[A-Za-z0-9]/g, sign => {
      if (left.length === 0) left = [...this.#bytes(`id ${block++}`, id)]
      const byte = left.pop() ?? 0
      if (hex) {
        const digit = (byte % 16).toString(16)
        if (/\d/.test(sign) && !/[a-f]/i.test(id)) return String(byte % 10)
        return /[A-F]/.test(id) ? digit.toUpperCase() : digit
      }
      if (/\d/.test(sign)) return String(byte % 10)
      return String.fromCharCode((/[a-z]/.test(sign) ? 97 : 65) + (byte % 26))
    })
  }

  /** A whole number with as many digits. */
  number(value: number): number {
    const digits = String(Math.abs(Math.trunc(value)))
    const other = Number(digits[0]! + this.id(digits).slice(1))
    return value < 0 ? -other : other
  }

  #bytes(kind: string, value: string): Buffer {
    return createHmac('sha256', this.#key).update(`${kind}\0${value}`).digest()
  }

  #hex(kind: string, value: string, length: number): string {
    return this.#bytes(kind, value).toString('hex').slice(0, length)
  }
}
