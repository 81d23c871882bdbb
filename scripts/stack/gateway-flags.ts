import { parseArgs } from 'node:util'
import { StartError } from './options.ts'

/** What the gateway as a service can be told by flags. */
export interface GatewayFlags {
  /** As the environment has them, which they outrank. */
  variables: { SUPERGRAPH?: string; HOST?: string; PORT?: string }
  /** False: everyone on this machine is served. */
  auth: boolean
}

const USAGE = 'npm run start:gateway -- [--supergraph FILE|URL] [--port N] [--host H] [--no-auth]'

/** Reads flags; a wrong one is told with what would be right. */
export function readGatewayFlags(args: string[]): GatewayFlags {
  let values: { supergraph?: string; host?: string; port?: string; auth?: boolean }
  try {
    values = parseArgs({
      args,
      allowNegative: true,
      options: {
        supergraph: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        auth: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new StartError(`${(error as Error).message.split('. ')[0]}. Usage: ${USAGE}`)
  }
  const { supergraph, host, port, auth = true } = values
  return {
    variables: {
      ...(supergraph === undefined ? {} : { SUPERGRAPH: supergraph }),
      ...(host === undefined ? {} : { HOST: host }),
      ...(port === undefined ? {} : { PORT: port }),
    },
    auth,
  }
}
