import type { Changes } from './changes.ts'

/** What the subscriptions of this subgraph listen to; found through the request's context. */
export class LiveSources {
  readonly apps: Changes
  readonly actions: Changes

  constructor(apps: Changes, actions: Changes) {
    this.apps = apps
    this.actions = actions
  }

  /** Ends all subscriptions. */
  close(): void {
    this.apps.close()
    this.actions.close()
  }
}
