import { isBuiltin, registerHooks } from 'node:module'
import { disarm } from './disarm.ts'

/**
 * The program of a sandbox, started as `child.js <entry> <packages>`. It reads nothing before the hook stands: the
 * packages are not to be found by the usual way, since the folders on that way may not be read.
 */
const [, , entry = '', packages = '{}'] = process.argv
const urls = JSON.parse(packages) as Record<string, string>
let closed = false

registerHooks({
  resolve(specifier, context, next) {
    if (closed && isBuiltin(specifier)) throw new Error(`a connector may not import "${specifier}"`)
    const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
    const url = Object.hasOwn(urls, name) ? urls[name] : undefined
    if (url === undefined) return next(specifier, context)
    // A package finds itself by its own name.
    return url.endsWith('/')
      ? next(specifier, { ...context, parentURL: `${url}package.json` })
      : { url, shortCircuit: true }
  },
})

const { serve } = await import('./serve.ts')
closed = true
await serve(entry, disarm)
