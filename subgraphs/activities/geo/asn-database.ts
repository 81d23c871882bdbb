import type { Reader, Response } from 'mmdb-lib'
import { formatAddress, type Address } from '../network/address.ts'
import { openDatabase } from './database-file.ts'
import type { AutonomousSystem, AutonomousSystems } from './asn.ts'

type AsnRow = Response & {
  autonomous_system_number?: number
  autonomous_system_organization?: string
  /** `AS15169`, as some providers have it. */
  asn?: string
  as_name?: string
}

/** Networks by address from an MMDB file of the operator's. */
export class SystemsFile implements AutonomousSystems {
  private readonly path: string
  private reader: Reader<AsnRow> | null = null

  constructor(path: string) {
    this.path = path
  }

  /** The file is read at the first call. */
  of(address: Address): AutonomousSystem | null {
    const row = this.read().get(formatAddress(address))
    const asn = row?.autonomous_system_number ?? Number(row?.asn?.replace(/^AS/, '') || Number.NaN)
    return Number.isInteger(asn) ? { asn, name: row?.autonomous_system_organization ?? row?.as_name ?? '' } : null
  }

  get builtAt(): number {
    return this.read().metadata.buildEpoch.getTime()
  }

  private read(): Reader<AsnRow> {
    return (this.reader ??= openDatabase<AsnRow>(this.path, 'CASBAH_ASN_DATABASE'))
  }
}
