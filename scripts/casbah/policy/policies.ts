import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { builtInPolicies, sigmaPolicies, type PolicyRow } from '@casbah/alerts/detection'
import { CommandError } from '../command.ts'

/** A document that is no policy, and why. */
export interface Refused {
  file: string
  line: number
  reason: string
}

export interface PolicySet {
  policies: PolicyRow[]
  refused: Refused[]
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
  const set: PolicySet = { policies: [], refused: [] }
  for (const file of files) {
    const { policies, refused } = sigmaPolicies('recorded', file, await readFile(join(folder, file), 'utf8'))
    set.policies.push(...policies)
    set.refused.push(...refused.map(each => ({ file, ...each })))
  }
  return set
}
