import type { Catalogue } from '../connector/catalogue.ts'

/** Addresses that operators enter at the vendor. */
export class IntakeAddresses {
  private readonly catalogue: Catalogue
  private readonly publicUrl: () => string

  constructor(catalogue: Catalogue, publicUrl: string | (() => string)) {
    this.catalogue = catalogue
    this.publicUrl = typeof publicUrl === 'string' ? () => publicUrl : publicUrl
  }

  /** Null for a stream that is read. */
  of(connector: string, app: string, stream: string): string | null {
    const kind = this.catalogue.describe(connector)?.streams.find(({ name }) => name === stream)?.kind
    return kind === 'pushed'
      ? `${this.publicUrl().replace(/\/+$/, '')}/intake/${app}/${encodeURIComponent(stream)}`
      : null
  }
}
