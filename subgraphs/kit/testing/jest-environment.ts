import type { JestEnvironmentConfig } from '@jest/environment'
import { ModernFakeTimers } from '@jest/fake-timers'
import { ModuleMocker } from 'jest-mock'

/** What jest keeps in globals for one file of tests: it would find the handlers of the last file, and hold on to its tests. */
const OF_ONE_FILE = ['JEST_STATE_SYMBOL', 'EVENT_HANDLERS']

/** The world of tests is the world: no context of `vm`, in which each global is looked up slowly and no module is shared (docs/adr/0040). */
export default class Environment {
  readonly global = globalThis
  readonly moduleMocker = new ModuleMocker(globalThis)
  fakeTimers = null
  fakeTimersModern: ModernFakeTimers | null
  private readonly process = { exit: process.exit, getBuiltinModule: process.getBuiltinModule }
  private readonly console = globalThis.console

  constructor({ projectConfig }: JestEnvironmentConfig) {
    Error.stackTraceLimit = 100
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis })
  }

  async setup(): Promise<void> {
    // Jest's runtime has set one that looks in its own registry of modules.
    process.getBuiltinModule = this.process.getBuiltinModule
  }

  /** Gives back what jest and the tests changed, for the next file. */
  async teardown(): Promise<void> {
    this.fakeTimersModern?.dispose()
    this.fakeTimersModern = null
    process.exit = this.process.exit
    globalThis.console = this.console
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (OF_ONE_FILE.includes(symbol.description ?? '')) Reflect.deleteProperty(globalThis, symbol)
  }

  exportConditions(): string[] {
    return ['node', 'node-addons']
  }

  getVmContext(): null {
    return null
  }
}
