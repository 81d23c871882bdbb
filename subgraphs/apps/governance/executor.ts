import type { HostedApp } from '@casbah/host'
import type { ActionAnswer, ActionOrder, ConnectorHost } from '../collection/connector-host.ts'
import { isOwn } from '../connector/own-actions.ts'
import type { About, Notifier } from './notify/notifier.ts'

/** Who does what an action says: the connector host at the vendor, or Casbah itself. */
export class Executor {
  private readonly host: ConnectorHost
  private readonly notifier: Notifier

  constructor(host: ConnectorHost, notifier: Notifier) {
    this.host = host
    this.notifier = notifier
  }

  act(app: HostedApp, spec: string, order: Omit<ActionOrder, 'action'>, about: About): Promise<ActionAnswer> {
    const whole = { ...order, action: spec.slice(spec.indexOf('/') + 1) }
    return isOwn(spec) ? this.notifier.act(whole, about) : this.host.act(app, whole)
  }
}
