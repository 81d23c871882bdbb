import { pathTo } from '@casbah/sdk'

/** Path of a repository by its full name, `owner/name`, which is its `externalId`. */
export function repositoryPath(fullName: string): string {
  const [owner, name, ...rest] = fullName.split('/')
  if (!owner || !name || rest.length > 0) throw new Error('The target must be a repository given as owner/name.')
  return pathTo`/repos/${owner}/${name}`
}
