import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { pageOf, type EgnyteDomain } from './domain.ts'
import { egnyteError, inputError } from './errors.ts'
import type { EgnyteLevel, EgnyteLink } from './settings.ts'

/** Folders, what may be done in them, links and the trash. */
export function answerFiles(domain: EgnyteDomain, request: VendorRequest): VendorAnswer {
  const [, base = '', rest = ''] = /^(\/pubapi\/v[12]\/(?:fs|perms|links))\/?(.*)$/.exec(request.path) ?? []
  if (base.endsWith('/links')) return answerLinks(domain, request, base, decodeURIComponent(rest))
  const path = `/${rest.split('/').map(decodeURIComponent).join('/')}`
  return base.endsWith('/perms') ? answerPermissions(domain, request, path) : answerItem(domain, request, path)
}

function answerLinks(domain: EgnyteDomain, { method, query, path }: VendorRequest, base: string, id: string) {
  const { links } = domain.settings
  const shown = (link: EgnyteLink) => ({
    ...link,
    url: `https://${domain.name}.egnyte.com/dl/${link.id}`,
    notify: false,
    link_to_current: false,
  })
  if (path === '/pubapi/v2/links' && method === 'GET') {
    if (Number(query.get('count') ?? 1) > 500) return inputError('count')
    const offset = Number(query.get('offset') ?? 0)
    const { rows, count } = pageOf(links, query, { first: offset, most: Math.min(500, domain.pageRows) })
    return { status: 200, body: { links: rows.map(shown), offset, count, total_count: links.length } }
  }
  const link = base === '/pubapi/v1/links' ? links.find(one => one.id === id) : undefined
  if (!link) return egnyteError(404, 'Link does not exist.')
  if (method !== 'DELETE') return { status: 200, body: shown(link) }
  links.splice(links.indexOf(link), 1)
  domain.record({
    auditSource: 'FILE_AUDIT',
    action: 'Delete Link',
    sourcePath: link.path,
    targetPath: shown(link).url,
  })
  return { status: 200 }
}

function answerPermissions({ settings, record }: EgnyteDomain, { method, body }: VendorRequest, path: string) {
  const folder =
    path === '/Shared' ? { path, userPerms: {}, groupPerms: {} } : settings.folders.find(one => one.path === path)
  if (!folder) return egnyteError(404, 'Folder does not exist')
  if (method === 'POST') {
    const asked = jsonIn(body)
    if (!asked) return inputError('The body is no JSON')
    for (const list of ['userPerms', 'groupPerms'] as const)
      for (const [name, level] of Object.entries((asked[list] ?? {}) as Record<string, EgnyteLevel>)) {
        if (level === 'None') delete folder[list][name]
        else folder[list][name] = level
        record({
          auditSource: 'PERMISSION_AUDIT',
          action: level === 'None' ? 'Remove' : 'Add',
          actionInfo: level,
          sourcePath: path,
          subject: name,
        })
      }
    return { status: 200 }
  }
  const { userPerms, groupPerms } = folder
  return { status: 200, body: { userPerms, groupPerms, inheritsPermissions: true } }
}

/** Files are known by the links to them; whatever is in the trash, or below what is, is not there. */
function answerItem({ settings, record }: EgnyteDomain, { method, query }: VendorRequest, path: string): VendorAnswer {
  const { folders, links, trash } = settings
  const isGone = (one: string) => trash.some(gone => one === gone || one.startsWith(`${gone}/`))
  const name = path.slice(path.lastIndexOf('/') + 1)
  const itemOf = (one: string) => ({ name: one.slice(one.lastIndexOf('/') + 1), path: one, is_folder: true })
  if (path === '/Shared' && method === 'GET') {
    const there = folders.filter(folder => !isGone(folder.path))
    const more = query.get('list_content') !== 'false' && {
      folders: there.map(folder => ({ ...itemOf(folder.path), public_links: 'files_folders' })),
      total_count: there.length,
    }
    return { status: 200, body: { ...itemOf(path), ...more } }
  }
  const isFolder = folders.some(folder => folder.path === path)
  const link = links.find(one => one.path === path)
  if (isGone(path) || (!isFolder && !link)) return egnyteError(404, 'File or folder not found')
  if (method !== 'DELETE') return { status: 200, body: { name, path, is_folder: isFolder || link?.type !== 'file' } }
  trash.push(path)
  record({
    auditSource: 'FILE_AUDIT',
    action: isFolder ? 'Delete Folder' : 'Delete File',
    sourcePath: path,
    targetPath: 'N/A',
  })
  return { status: 200 }
}
