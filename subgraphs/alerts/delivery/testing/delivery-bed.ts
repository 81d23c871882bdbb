import { createLogger, type Logger, type RunningSubgraph } from '@casbah/kit'
import { TEST_KEY } from '@casbah/kit/testing'
import { changeAlerts } from '../../alert/change.ts'
import { guessing, minute } from '../../testing/activity.ts'
import { caller, openAlerts, SCOPES, until, type Answered } from '../../testing/open.ts'
import { Deliverer, type DeliverySettings } from '../deliverer.ts'
import { WebhookVault } from '../webhook-vault.ts'
import { Receiver } from './receiver.ts'

const UPSERT = `mutation ($i: WebhookInput!) { upsertWebhook(input: $i) {
  secret webhook { id name url enabled filter version lastDeliveredAt lastError { code message } } userErrors { code message path } } }`
const DELIVERIES = `query ($state: [DeliveryState!]) { webhooks { id name enabled version lastDeliveredAt lastError { code message }
  deliveries(first: 500, state: $state) { totalCount edges { cursor node { id event sequence cursor state attempts lastStatus
    lastError { code message } nextAttemptAt endedAt alert { id } } } } } }`
const MIA = { kind: 'MEMBER' as const, id: 'member-mia', name: 'Mia', email: null }

export interface Delivery {
  id: string
  event: string
  sequence: number | null
  cursor: string
  state: string
  attempts: number
  lastStatus: number | null
  lastError: { code: string; message: string } | null
  nextAttemptAt: string | null
  endedAt: string | null
  alert: { id: string } | null
}

/** An alerts subgraph that delivers to a receiver on the loopback, under a clock that the test moves. */
export async function openDeliveryBed(settings: DeliverySettings = {}) {
  const clock = { now: minute(5) }
  const receiver = new Receiver()
  await receiver.listen()
  const delivery = { allowLoopback: true, lookMs: 15, timeoutMs: 2_000, random: () => 0, ...settings }
  const bed = await openAlerts({ now: () => clock.now, delivery })
  let subgraph: RunningSubgraph | null = await bed.start()
  const ask = async (tenant: string, query: string, variables: object = {}, scopes = [...SCOPES, 'tenant:admin']) =>
    JSON.parse(
      JSON.stringify(await subgraph!.handle({ query, variables: { ...variables } }, await caller(tenant, scopes))),
    ) as Answered
  const upsert = async (tenant: string, i: object) => {
    const { data, errors } = await ask(tenant, UPSERT, { i })
    if (errors) throw new Error(JSON.stringify(errors))
    return data.upsertWebhook as {
      secret: string | null
      webhook: {
        id: string
        version: number
        url: string
        enabled: boolean
        filter: unknown
        lastError: unknown
      } | null
      userErrors: { code: string; message: string; path: string[] | null }[]
    }
  }
  return {
    ...bed,
    clock,
    receiver,
    ask,
    upsert,
    subgraph: () => subgraph!,
    /** A webhook that is told of every alert, at a path of the receiver. */
    async webhook(tenant: string, path: string, i: object = { filter: {} }) {
      const { webhook, secret, userErrors } = await upsert(tenant, { name: path, url: receiver.at(path), ...i })
      if (!webhook) throw new Error(JSON.stringify(userErrors))
      return { ...webhook, secret: secret! }
    },
    /** Raises an alert about somebody; resolves to its id. */
    async raise(tenant: string, person: string): Promise<string> {
      await bed.feed(tenant, guessing(person, minute(0), { userId: person, accountId: person }))
      const [row] = await bed.feeder.read(tenant, tx =>
        tx.query<{ alert: string }>(
          `select alert from alerts.alert_entity where tenant = $1 and kind = 'user' and value = $2`,
          [tenant, person],
        ),
      )
      return row!.alert
    },
    /** Changes an alert by a comment. */
    comment(tenant: string, alert: string, comment: string): Promise<unknown> {
      const by = { actor: MIA, at: new Date(clock.now), expectedVersion: null, mustExist: true }
      return bed.feeder.write(tenant, tx => changeAlerts(tx, [alert], { comment }, by))
    },
    /** Webhooks by name, each with its deliveries, the newest first. */
    async deliveries(tenant: string, state: string[] | null = null) {
      const { data } = await ask(tenant, DELIVERIES, { state })
      const webhooks = data.webhooks as {
        name: string
        enabled: boolean
        version: number
        lastDeliveredAt: string | null
        lastError: { code: string; message: string } | null
        deliveries: { edges: { node: Delivery }[] }
      }[]
      return new Map(webhooks.map(each => [each.name, { ...each, log: each.deliveries.edges.map(({ node }) => node) }]))
    },
    /** Waits until the newest delivery of a webhook is as it should be. */
    async newest(tenant: string, name: string, as: (delivery: Delivery) => boolean): Promise<Delivery> {
      let found: Delivery | undefined
      await until(async () => {
        found = (await this.deliveries(tenant)).get(name)?.log[0]
        return found !== undefined && as(found)
      })
      return found!
    },
    /** Another process that delivers; what it logs can be looked through. */
    deliverer(more: DeliverySettings = {}, logger: Logger = silent()): Deliverer {
      return new Deliverer({
        db: bed.feeder,
        logger,
        vault: new WebhookVault(TEST_KEY),
        now: () => clock.now,
        settings: { ...delivery, ...more },
      })
    },
    async stopSubgraph(): Promise<void> {
      const running = subgraph
      subgraph = null
      await running?.stop()
    },
    async startSubgraph(): Promise<void> {
      subgraph = await bed.start()
    },
    async close(): Promise<void> {
      await subgraph?.stop()
      await bed.close()
      await receiver.close()
    },
  }
}

function silent(): Logger {
  const logger = createLogger('test')
  logger.level = 'silent'
  return logger
}
