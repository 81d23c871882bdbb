import { formatAddress, parseAddress, type Address } from '../network/address.ts'
import type { DataChanged } from '@casbah/kit'
import { SystemsFile } from './asn-database.ts'
import { BundledSystems, type AutonomousSystems } from './asn.ts'
import { BoundedMap } from './bounded-map.ts'
import { Countries } from './country.ts'

/** What our own lists know of an address. */
export interface Place {
  address: Address
  /** As it is stored. */
  text: string
  country: string | null
  asn: number | null
  isp: string | null
}

export interface PlaceSettings {
  /** An MMDB file with countries, instead of the bundled one. */
  countryDatabase?: string
  /** An MMDB file with networks, instead of the bundled lists. */
  asnDatabase?: string
}

const NOWHERE = Symbol('no address')

/** Country and network of addresses, the recent ones remembered. */
export class Places {
  private readonly countries: Countries
  private readonly systems: AutonomousSystems
  private readonly settings: PlaceSettings
  private readonly recent = new BoundedMap<Place | typeof NOWHERE>(50_000)

  constructor(settings: PlaceSettings = {}) {
    this.settings = settings
    this.countries = new Countries(settings.countryDatabase)
    this.systems = settings.asnDatabase ? new SystemsFile(settings.asnDatabase) : new BundledSystems()
  }

  /** The databases in use. */
  databases(): DataChanged[] {
    const { countryDatabase = 'bundled', asnDatabase = 'bundled' } = this.settings
    return [
      { name: 'country', source: countryDatabase, builtAt: this.countries.builtAt, entries: null },
      { name: 'asn', source: asnDatabase, builtAt: this.systems.builtAt, entries: null },
    ]
  }

  /** Null when the text is no address. */
  of(text: string): Place | null {
    const found = this.recent.get(text, () => this.look(text))
    return found === NOWHERE ? null : found
  }

  private look(text: string): Place | typeof NOWHERE {
    const address = parseAddress(text)
    if (!address) return NOWHERE
    const canonical = formatAddress(address)
    const system = this.systems.of(address)
    return {
      address,
      text: canonical,
      country: this.countries.of(canonical),
      asn: system?.asn ?? null,
      isp: system?.name || null,
    }
  }
}
