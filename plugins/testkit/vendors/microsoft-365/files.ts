import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { DONE, graphError } from './errors.ts'
import type { Directory } from './graph.ts'
import type { MicrosoftFile } from './settings.ts'

const SITE = 'acme.sharepoint.example,00000000-0000-4000-8000-000000000301,00000000-0000-4000-8000-000000000302'
const DRIVE = 'b!acme-documents'
const MADE = '2026-02-20T10:00:00Z'

/** One site with one library, its files and who may open them. */
export function answerFiles(
  { settings, accounts }: Directory,
  { method }: VendorRequest,
  path: string,
  list: (rows: object[]) => VendorAnswer,
): VendorAnswer {
  const site = {
    id: SITE,
    name: 'acme',
    displayName: 'Acme',
    webUrl: 'https://acme.sharepoint.example',
    createdDateTime: MADE,
    lastModifiedDateTime: MADE,
  }
  const [kind = '', id = '', part = '', itemId = '', , permissionId] = path.slice(1).split('/').map(decodeURIComponent)
  if (kind === 'sites') {
    if (id === '' || id === 'getAllSites') return list([site])
    if (id !== SITE || part !== 'drives') return missing()
    return list([
      {
        id: DRIVE,
        name: 'Documents',
        driveType: 'documentLibrary',
        webUrl: `${site.webUrl}/Documents`,
        createdDateTime: MADE,
        lastModifiedDateTime: MADE,
      },
    ])
  }
  if (id !== DRIVE) return missing()
  if (part === 'root') {
    const root = {
      id: '01ROOT',
      name: 'root',
      root: {},
      folder: { childCount: settings.files.length },
      createdDateTime: MADE,
      lastModifiedDateTime: MADE,
    }
    return list([
      root,
      ...settings.files.map(file => itemOf(file, accounts.find(({ email }) => email === file.owner)?.id)),
    ])
  }
  const file = settings.files.find(one => one.id === itemId)
  if (!file) return missing()
  if (method !== 'DELETE') return list(file.permissions)
  const permission = file.permissions.find(one => one.id === permissionId)
  if (!permission) return missing()
  if (permission.inheritedFrom) return graphError(400, 'invalidRequest', 'Cannot delete an inherited permission.')
  file.permissions = file.permissions.filter(one => one !== permission)
  return DONE
}

const missing = () => graphError(404, 'itemNotFound', 'The resource could not be found.')

function itemOf({ id, name, folder, permissions }: MicrosoftFile, ownerId: string | undefined): object {
  const links = permissions.flatMap(({ link }) => link?.scope ?? [])
  const scope =
    (['anonymous', 'organization'] as const).find(one => links.includes(one)) ??
    (permissions.length > 1 ? 'users' : undefined)
  return {
    id,
    name,
    ...(folder ? { folder: { childCount: 0 } } : { file: { mimeType: 'text/plain' } }),
    webUrl: `https://acme.sharepoint.example/Documents/${name}`,
    parentReference: { driveId: DRIVE, path: `/drives/${DRIVE}/root:` },
    createdDateTime: MADE,
    lastModifiedDateTime: MADE,
    ...(scope && { shared: { scope, owner: { user: { id: ownerId } } } }),
  }
}
