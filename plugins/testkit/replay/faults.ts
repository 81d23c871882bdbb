import type { Fault, Vendor, VendorRequest } from './vendor.ts'

interface Planned {
  target: string
  fault: Fault
  left: number
}

/** Faults still to come, first planned first used. */
export class FaultQueue {
  #planned: Planned[] = []

  /** Plans a fault for the next `times` answers of a vendor's slug or of one host. */
  plan(target: string, fault: Fault, times = 1): void {
    this.#planned.push({ target, fault, left: times })
  }

  /** Forgets what is planned. */
  clear(): void {
    this.#planned = []
  }

  /** The fault to apply to this answer, if any. */
  take(vendor: Vendor, request: VendorRequest): Fault | undefined {
    const planned = this.#planned.find(
      ({ target, fault }) => (target === vendor.slug || target === request.host) && (fault.when?.(request) ?? true),
    )
    if (!planned) return undefined
    planned.left -= 1
    if (planned.left <= 0) this.#planned.splice(this.#planned.indexOf(planned), 1)
    return planned.fault
  }
}
