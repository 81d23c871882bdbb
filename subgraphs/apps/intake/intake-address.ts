import type { Catalogue } from '../connector/catalogue.ts'

/** Addresses that operators enter at the vendor. */
export class IntakeAddresses {
  private readonly catalogue: Catalogue
  private readonly publicUrl: () => string | null

  constructor(catalogue: Catalogue, publicUrl: () => string | null) {
    this.catalogue = catalogue
    this.publicUrl = publicUrl
  }

  /** Null for a stream that is read, and while nobody has said where the gateway is reached. */
  of(connector: string, app: string, stream: string): string | null {
    const kind = this.catalogue.describe(connector)?.streams.find(({ name }) => name === stream)?.kind
    const base = kind === 'pushed' ? this.publicUrl() : null
    return base && `${base.replace(/\/+$/, '')}/intake/${app}/${encodeURIComponent(stream)}`
  }
}
