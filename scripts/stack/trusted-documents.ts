import { readFile } from 'node:fs/promises'
import { readTrustedDocuments, type GatewayOptions } from '@casbah/gateway'
import { StartError } from './options.ts'

/** The gateway's setting for a file of trusted documents and the scope that is excepted; without a file every document is answered. */
export async function trustedDocuments(
  file: string | undefined,
  exceptScope: string | undefined,
): Promise<NonNullable<GatewayOptions['documents']>> {
  if (file === undefined) return {}
  try {
    return { trusted: readTrustedDocuments(await readFile(file, 'utf8')), exceptScope }
  } catch (error) {
    throw new StartError(`${file}: ${(error as Error).message}`)
  }
}
