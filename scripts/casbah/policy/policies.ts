import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { builtInPolicies, sigmaPolicies, type PolicyRow, type RefusedDocument } from '@casbah/alerts/detection'
import { CommandError } from '../command.ts'

export interface PolicySet {
  policies: PolicyRow[]
  refused: RefusedDocument[]
}

/** The policies that Casbah ships, all of them at work. */
export function shipped(): PolicySet {
  return { policies: builtInPolicies('recorded').map(policy => ({ ...policy, enabled: true })), refused: [] }
}

/** The Sigma documents in a folder and its folders: files that end in `.yml` or `.yaml`. */
export async function fromFolder(folder: string): Promise<PolicySet> {
  const found = await stat(folder).catch(() => null)
  if (!found?.isDirectory()) throw new CommandError(`${folder} is no folder. Give one with Sigma documents (.yml).`)
  const files = (await readdir(folder, { recursive: true })).filter(name => /\.ya?ml$/.test(name)).sort()
  if (!files.length) throw new CommandError(`There is no Sigma document (.yml) in ${folder}.`)
  const texts = await Promise.all(files.map(async file => ({ file, text: await readFile(join(folder, file), 'utf8') })))
  return sigmaPolicies('recorded', texts)
}
