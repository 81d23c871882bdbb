import { Counter, Gauge, Registry } from 'prom-client'

/** What is counted of activities that alerts cite by reference. */
export class EvidenceMetrics {
  readonly registry = new Registry()
  readonly read = this.counter(
    'casbah_alerts_evidence_read_total',
    'Activities cited by reference that were read before raising.',
  )
  readonly deferred = this.counter(
    'casbah_alerts_evidence_deferred_total',
    'Activities cited by reference that could not be read in time; they are completed later.',
  )
  readonly completed = this.counter(
    'casbah_alerts_evidence_completed_total',
    'Such activities that were completed later.',
  )
  readonly gone = this.counter(
    'casbah_alerts_evidence_gone_total',
    'Such activities that are not stored any more; of them the alert keeps id and time.',
  )
  readonly unreachable = this.counter(
    'casbah_alerts_evidence_unreachable_total',
    'Times that activities did not answer.',
  )
  readonly waiting = new Gauge({
    name: 'casbah_alerts_evidence_waiting',
    help: 'Alerts that were found to wait for evidence at the last look, at most 100.',
    registers: [this.registry],
  })

  private counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] })
  }
}
