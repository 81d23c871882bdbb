import type { Fault, Vendor } from './vendor.ts'

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

  /** The fault to apply to this answer, if any. */
  take(vendor: Vendor, host: string): Fault | undefined {
    const planned = this.#planned.find(({ target }) => target === vendor.slug || target === host)
    if (!planned) return undefined
    planned.left -= 1
    if (planned.left <= 0) this.#planned.splice(this.#planned.indexOf(planned), 1)
    return planned.fault
  }
}
