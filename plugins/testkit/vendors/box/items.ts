import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { jsonIn } from '../request-parts.ts'
import { badRequest, boxError, notFound } from './errors.ts'
import type { BoxCollaboration, BoxItem, BoxSettings } from './settings.ts'

/** Everything that an enterprise has, and in whose name it is asked. */
export interface BoxContent {
  settings: BoxSettings
  accounts: VendorAccount[]
  /** Ids of accounts that may see all. */
  pageRows: number
  record(type: string, source: object | null): void
}

const CLASSIFICATION = 'securityClassification-6VMVochwUWo'
const KEY = 'Box__Security__Classification__Key'
const mini = (account: VendorAccount) => ({
  type: 'user' as const,
  id: account.id,
  name: account.name,
  login: account.email,
})

/** Whether an item, or a folder that it lies in, is shared with somebody or owned by them. */
function sees(content: BoxContent, actor: VendorAccount | null, item: BoxItem): boolean {
  if (!actor) return false
  if (actor.isAdmin || item.owner === actor.id) return true
  const isIn = ({ user, group }: BoxCollaboration) =>
    user === actor.id || content.settings.groups.some(({ id, name }) => id === group && actor.groups.includes(name))
  if (item.collaborations?.some(isIn)) return true
  const above = content.settings.items.find(({ id }) => id === item.parent)
  return above ? sees(content, actor, above) : false
}

export const sourceOf = ({ settings, accounts }: BoxContent, item: BoxItem) => {
  const parent = settings.items.find(({ id }) => id === item.parent)
  const owner = accounts.find(({ id }) => id === item.owner)
  return {
    item_type: item.type === 'folder' ? 'folder' : 'file',
    item_id: item.id,
    item_name: item.name,
    parent: { type: 'folder', id: item.parent, name: parent?.name ?? 'All Files' },
    ...(owner && { owned_by: mini(owner) }),
  }
}

function shown(content: BoxContent, item: BoxItem, fields: string | null): Record<string, unknown> {
  const { settings, accounts } = content
  const owner = accounts.find(({ id }) => id === item.owner)
  const path: object[] = []
  for (let id = item.parent; id !== '0';) {
    const folder = settings.items.find(one => one.id === id)
    if (!folder) break
    path.unshift({ type: 'folder', id, name: folder.name, etag: '0', sequence_id: '0' })
    id = folder.parent
  }
  path.unshift({ type: 'folder', id: '0', name: 'All Files', etag: null, sequence_id: null })
  const base = { type: item.type, id: item.id, etag: '1' }
  if (item.type === 'web_link') return { ...base, name: item.name, url: 'https://acme.example/' }
  const all: Record<string, unknown> = {
    name: item.name,
    ...(owner && { owned_by: mini(owner) }),
    modified_at: item.modified,
    item_status: item.trashed ? 'trashed' : 'active',
    shared_link: linkOf(item),
    classification: item.classification ? { name: item.classification } : null,
    has_collaborations: (item.collaborations?.length ?? 0) > 0,
    path_collection: { total_count: path.length, entries: path },
    lock: item.lock ? { type: 'lock', id: `9${item.id}`, ...item.lock, app_type: 'other' } : null,
  }
  const wanted = fields?.split(',') ?? ['name']
  return { ...base, ...Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name))) }
}

function linkOf({ id, link }: BoxItem) {
  if (!link) return null
  return {
    url: `https://acme.box.com/s/${id}`,
    access: link.access,
    effective_access: link.access,
    effective_permission: 'can_download',
    is_password_enabled: false,
    unshared_at: link.unshared_at ?? null,
    permissions: { can_download: true, can_preview: true, can_edit: false },
    download_count: 0,
    preview_count: 0,
  }
}

/** Folders, files and collaborations as one user sees them; the app’s own account has none of its own. */
export function answerContent(
  content: BoxContent,
  actor: VendorAccount | null,
  { method, path, query, body }: VendorRequest,
): VendorAnswer {
  const { settings, accounts, record } = content
  const [, kind = '', id = '', part = ''] = path.replace(/^\/2\.0/, '').split('/')
  if (kind === 'folders' && part === 'items' && method === 'GET') return listed(content, actor, id, query)
  if (kind === 'collaborations') return uncollaborate(content, actor, method, id)
  const type = kind === 'files' ? 'file' : 'folder'
  const item = settings.items.find(one => one.id === id && one.type === type)
  if (!item || !sees(content, actor, item)) return notFound()
  const fields = query.get('fields')
  if (part === 'collaborations' && method === 'GET') {
    const entries = (item.collaborations ?? []).map(({ id: own, user, group, role }) => {
      const account = accounts.find(one => one.id === user)
      const whole = settings.groups.find(one => one.id === group)
      const accessible_by = account ? mini(account) : { type: 'group', id: whole?.id ?? '0', name: whole?.name ?? '' }
      return { type: 'collaboration', id: own, role, status: 'accepted', accessible_by, invite_email: null }
    })
    return { status: 200, body: { entries, limit: 1000, next_marker: null, prev_marker: null } }
  }
  if (part === 'metadata') return classified(content, item, method, path, body)
  switch (`${method} ${kind}`) {
    case 'GET files':
    case 'GET folders':
      return item.trashed ? notFound() : { status: 200, body: shown(content, item, fields) }
    case 'DELETE files':
      if (item.trashed) return notFound()
      if (item.lock) return boxError(403, 'forbidden', 'The item is locked')
      item.trashed = true
      record('DELETE', sourceOf(content, item))
      return { status: 204 }
    case 'POST files': {
      if (!item.trashed) return boxError(403, 'forbidden', 'The item is not in the trash')
      item.trashed = false
      record('UNDELETE', sourceOf(content, item))
      const {
        classification: _c,
        has_collaborations: _h,
        lock: _l,
        shared_link: _s,
        ...rest
      } = shown(content, item, ALL)
      const owner = rest.owned_by
      const more = { sequence_id: '1', sha1: '0'.repeat(40), description: '', size: 1, created_at: item.modified }
      return { status: 201, body: { ...rest, ...more, modified_by: owner, shared_link: null } }
    }
    case 'PUT files':
    case 'PUT folders':
      return changed(content, item, jsonIn(body), fields)
    default:
      return boxError(405, 'method_not_allowed', 'Method Not Allowed')
  }
}

const ALL = 'name,owned_by,modified_at,item_status,path_collection'

function listed(
  content: BoxContent,
  actor: VendorAccount | null,
  folder: string,
  query: URLSearchParams,
): VendorAnswer {
  const { settings, pageRows } = content
  if (
    folder !== '0' &&
    !settings.items.some(one => one.id === folder && one.type === 'folder' && sees(content, actor, one))
  )
    return notFound()
  const isHere = (item: BoxItem) =>
    folder === '0' ? item.parent === '0' && item.owner === actor?.id : item.parent === folder
  const rows = settings.items.filter(item => !item.trashed && isHere(item))
  const from = openCursor<number>(query.get('marker') ?? '') ?? 0
  const end = from + Math.min(Number(query.get('limit') ?? 100), pageRows)
  const entries = rows.slice(from, end).map(item => shown(content, item, query.get('fields')))
  const next_marker = end < rows.length ? sealCursor(end) : null
  return { status: 200, body: { entries, limit: 1000, next_marker, prev_marker: null } }
}

function uncollaborate(content: BoxContent, actor: VendorAccount | null, method: string, id: string): VendorAnswer {
  const item = content.settings.items.find(one => one.collaborations?.some(own => own.id === id))
  if (!item || !sees(content, actor, item)) return notFound()
  if (method !== 'DELETE') return boxError(405, 'method_not_allowed', 'Method Not Allowed')
  item.collaborations = item.collaborations?.filter(own => own.id !== id) ?? []
  content.record('COLLABORATION_REMOVE', sourceOf(content, item))
  return { status: 204 }
}

function classified(content: BoxContent, item: BoxItem, method: string, path: string, body: string): VendorAnswer {
  if (!path.endsWith(`/metadata/enterprise/${CLASSIFICATION}`)) return notFound()
  const answer = (status: number): VendorAnswer => ({
    status,
    body: {
      [KEY]: item.classification,
      $parent: `file_${item.id}`,
      $template: CLASSIFICATION,
      $scope: 'enterprise_1',
      $version: 0,
    },
  })
  if (method === 'GET') return item.classification ? answer(200) : notFound()
  if (item.classification) return boxError(409, 'conflict', 'The metadata instance already exists')
  const name = jsonIn(body)?.[KEY]
  if (method !== 'POST' || typeof name !== 'string') return badRequest(KEY)
  item.classification = name
  content.record('METADATA_INSTANCE_CREATE', sourceOf(content, item))
  return answer(201)
}

function changed(
  content: BoxContent,
  item: BoxItem,
  change: Record<string, unknown> | null,
  fields: string | null,
): VendorAnswer {
  if (!change) return badRequest('body')
  if ('shared_link' in change) {
    const was = item.link
    item.link = change.shared_link as BoxItem['link']
    const done = item.link === null ? 'UNSHARE' : was ? 'UPDATE_SHARE_EXPIRATION' : 'SHARE'
    content.record(done, sourceOf(content, item))
  }
  if ('lock' in change) {
    const lock = change.lock as { type?: string; is_download_prevented?: boolean } | null
    if (lock && lock.type !== 'lock') return badRequest('lock.type')
    item.lock = lock && { is_download_prevented: lock.is_download_prevented === true }
    content.record(lock ? 'LOCK' : 'UNLOCK', sourceOf(content, item))
  }
  return { status: 200, body: shown(content, item, fields) }
}
