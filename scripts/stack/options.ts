import { parseArgs } from 'node:util'

/** What `npm start` can be told. */
export interface StartOptions {
  port: number
  dataDir: string
  /** Whether the demo company works in it. */
  demo: boolean
  /** Whether the demo company is left in peace. */
  quiet: boolean
  /** File of the documents that alone are answered. */
  trustedDocuments?: string | undefined
  /** Scope whose tokens may send others all the same. */
  trustedExcept?: string | undefined
}

/** A mistake of whoever started us: shown as one sentence, without a stack. */
export class StartError extends Error {}

const USAGE =
  'npm start -- [--port N] [--data-dir D] [--no-demo] [--quiet] [--trusted-documents FILE [--trusted-except SCOPE]]'

/** Reads flags; a wrong one is told with what would be right. */
export function readOptions(args: string[]): StartOptions {
  let values: {
    port?: string
    'data-dir'?: string
    demo?: boolean
    quiet?: boolean
    'trusted-documents'?: string
    'trusted-except'?: string
  }
  try {
    values = parseArgs({
      args,
      allowNegative: true,
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        demo: { type: 'boolean' },
        quiet: { type: 'boolean' },
        'trusted-documents': { type: 'string' },
        'trusted-except': { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new StartError(`${(error as Error).message.split('. ')[0]}. Usage: ${USAGE}`)
  }
  const port = Number(values.port ?? 4000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new StartError(`--port ${values.port} is no port. Give a number from 0 to 65535; 0 takes any free one.`)
  if (values['trusted-except'] && !values['trusted-documents'])
    throw new StartError('--trusted-except is an exception to --trusted-documents: give its file, too.')
  return {
    port,
    dataDir: values['data-dir'] ?? '.casbah',
    demo: values.demo ?? true,
    quiet: values.quiet ?? false,
    trustedDocuments: values['trusted-documents'],
    trustedExcept: values['trusted-except'],
  }
}
