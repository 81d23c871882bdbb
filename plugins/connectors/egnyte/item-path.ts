import { pathTo } from '@casbah/sdk'

/** Where the API has a file or folder: each step of its path is encoded by itself, the slashes between them are kept. Throws for what is no path from the root. */
export function itemPath(base: string, path: unknown): string {
  const [root, ...steps] = typeof path === 'string' ? path.split('/') : []
  if (root !== '' || steps.length === 0)
    throw new Error(`${JSON.stringify(path)} is no path of Egnyte’s, which begin with "/".`)
  return base + steps.map(step => pathTo`/${step}`).join('')
}
