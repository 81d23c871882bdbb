import { Consumer, type Database, type Logger, type Topics, type Tx } from '@casbah/kit'
import { raiseAlerts } from '../../alert/raise.ts'
import { countFailures, policiesOfKind } from '../../policy/policy.service.ts'
import { judgeThings } from './judge-things.ts'
import { FINDINGS, GRANTS, RESOURCES, type ThingKind, type ThingTopic } from './thing-kinds.ts'

export interface ThingDetectionOptions {
  db: Database
  logger: Logger
  crashPoint: (point: string) => void
  /** Epoch ms. */
  now: () => number
  /** Called after alerts of a tenant may have changed. */
  onAlerts: (tenant: string) => void
}

/** Judges what changed of resources, OAuth grants and findings: alerts, things as they are now, and the offset in one transaction. */
export function judgeChangedThings(options: ThingDetectionOptions): { start(): void; stop(): Promise<void> } {
  const consumers = [consumerOf(RESOURCES, options), consumerOf(GRANTS, options), consumerOf(FINDINGS, options)]
  return {
    start: () => consumers.forEach(consumer => consumer.start()),
    stop: async () => void (await Promise.all(consumers.map(consumer => consumer.stop()))),
  }
}

function consumerOf<T extends ThingTopic>(
  kind: ThingKind<T>,
  { db, logger, crashPoint, now, onAlerts }: ThingDetectionOptions,
): { start(): void; stop(): Promise<void> } {
  /** Tenants with alerts in the entry in hand. */
  const matched = new Set<string>()
  return new Consumer<T>({
    name: kind.consumer,
    topic: kind.topic,
    db,
    logger,
    crashPoint,
    handle: async (items: Topics[T][], tx: Tx) => {
      const policies = () => policiesOfKind(tx, kind.policyKind)
      const { found, failures } = await judgeThings(tx, kind, items, policies, now())
      await countFailures(tx, failures)
      await raiseAlerts(tx, found, now())
      if (found.length) matched.add(tx.tenant)
    },
    onCommit: tenant => {
      if (matched.delete(tenant)) onAlerts(tenant)
    },
  })
}
