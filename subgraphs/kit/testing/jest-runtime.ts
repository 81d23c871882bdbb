import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(import.meta.url)
const { default: Runtime } = require('jest-runtime') as typeof import('jest-runtime')

/** Loads modules by Node's own loader: those that many files of tests use are compiled and run once in a worker (docs/adr/0040). */
export default class NativeRuntime extends Runtime {
  override unstable_shouldLoadAsEsm(): boolean {
    return true
  }

  override async unstable_importModule(path: string): Promise<void> {
    const { jest } = this.requireModuleOrMock<{ jest: object }>(path, '@jest/globals')
    Object.assign(globalThis, { jest })
    await import(pathToFileURL(path).href)
  }

  /** Jest's own parts: the one that holds the tests of a file is run anew for each file. */
  override requireInternalModule<T>(from: string, to?: string): T {
    const path = to === undefined ? from : createRequire(from).resolve(to)
    if (to === undefined) Reflect.deleteProperty(require.cache, path)
    return require(path) as T
  }
}
