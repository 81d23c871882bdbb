import { createHash } from 'node:crypto'
import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { DONE, googleError, invalid } from './errors.ts'
import { projected } from './fields.ts'
import { pageOf, sizeIn } from './paging.ts'
import type { GoogleFile, GooglePermission } from './settings.ts'

/** Drive as one person sees it. */
export interface GoogleDrive {
  files: GoogleFile[]
  /** E-mail address of whoever asks. */
  me: string
  now: () => number
}

/** What an answer holds when no fields are asked for. */
const FILE = 'kind,id,name,mimeType'
const PERMISSION = 'kind,id,type,role'

export function answerDrive(drive: GoogleDrive, request: VendorRequest): VendorAnswer {
  const { method, path, query } = request
  const [kind = '', id = '', part = '', permissionId = ''] = path
    .replace('/drive/v3/', '')
    .split('/')
    .map(decodeURIComponent)
  const fields = query.get('fields')
  if (kind === 'files' && id === '' && method === 'GET') return listFiles(drive, query)
  if (kind === 'changes' && method === 'GET') return id === '' ? listChanges(drive, query) : startToken(drive)
  const file = drive.files.find(each => each.id === id)
  if (kind !== 'files' || !file || !sees(drive, file)) return notFound(id)
  if (part === '') {
    if (method === 'PATCH') {
      if (!owns(drive, file)) return forbidden()
      const { trashed } = JSON.parse(request.body || '{}') as { trashed?: boolean }
      if (trashed !== undefined) touch(drive, file, () => (file.trashed = trashed))
    } else if (method !== 'GET') return googleError(405, 'methodNotAllowed', 'Method not allowed.')
    return { status: 200, body: projected(fileObject(drive, file), fields ?? FILE) }
  }
  if (part !== 'permissions') return notFound(id)
  if (!owns(drive, file)) return forbidden()
  return answerPermissions(drive, file, permissionId, request)
}

const notFound = (id: string) => googleError(404, 'notFound', `File not found: ${id}.`)
const forbidden = () =>
  googleError(403, 'insufficientFilePermissions', 'The user does not have sufficient permissions for this file.')

const owns = ({ me }: GoogleDrive, file: GoogleFile) => file.owner === me
const sees = (drive: GoogleDrive, file: GoogleFile) =>
  owns(drive, file) || file.permissions.some(({ type, emailAddress }) => type === 'anyone' || emailAddress === drive.me)

function touch({ files, now }: GoogleDrive, file: GoogleFile, change: () => void): void {
  change()
  file.modifiedTime = new Date(now()).toISOString()
  file.change = placeOf(files) + 1
}

/** Place of the newest change. */
const placeOf = (files: GoogleFile[]) => files.reduce((newest, { change }) => Math.max(newest, change), 1)

const CLAUSES: Record<string, (drive: GoogleDrive, file: GoogleFile) => boolean> = {
  "'me' in owners": owns,
  'trashed = false': (_, { trashed }) => !trashed,
  "(visibility = 'anyoneWithLink' or visibility = 'anyoneCanFind')": (_, { permissions }) =>
    permissions.some(({ type }) => type === 'anyone'),
}

function listFiles(drive: GoogleDrive, query: URLSearchParams): VendorAnswer {
  const size = sizeIn(query, 'pageSize', 100, 1_000)
  if (size === null) return invalid('Invalid value for pageSize.')
  const clauses = (query.get('q') ?? '').split(' and ').filter(Boolean)
  if (clauses.some(clause => !CLAUSES[clause])) return invalid('Invalid Value: q')
  const fields = query.get('fields') ?? `kind,incompleteSearch,nextPageToken,files(${FILE})`
  const chosen = drive.files.filter(
    file => sees(drive, file) && clauses.every(clause => CLAUSES[clause]?.(drive, file)),
  )
  // Pages that show permissions are short.
  const page = pageOf(chosen, query, fields.includes('permissions') ? Math.min(size, 100) : size)
  if (!page) return invalid('Invalid Value: pageToken')
  const { rows, nextPageToken } = page
  const body = {
    kind: 'drive#fileList',
    incompleteSearch: false,
    ...(nextPageToken && { nextPageToken }),
    files: rows.map(file => fileObject(drive, file)),
  }
  return { status: 200, body: projected(body, fields) }
}

const startToken = ({ files }: GoogleDrive): VendorAnswer => ({
  status: 200,
  body: { kind: 'drive#startPageToken', startPageToken: String(placeOf(files)) },
})

function listChanges(drive: GoogleDrive, query: URLSearchParams): VendorAnswer {
  const from = Number(query.get('pageToken'))
  const size = sizeIn(query, 'pageSize', 100, 1_000)
  if (!Number.isInteger(from) || from < 1 || size === null) return invalid('Invalid Value: pageToken')
  const changed = drive.files
    .filter(file => file.change > from && sees(drive, file))
    .toSorted((a, b) => a.change - b.change)
  const shown = changed.slice(0, size)
  const body = {
    kind: 'drive#changeList',
    ...(changed.length > size
      ? { nextPageToken: String(shown.at(-1)?.change) }
      : { newStartPageToken: String(placeOf(drive.files)) }),
    changes: shown.map(file => ({
      kind: 'drive#change',
      changeType: 'file',
      fileId: file.id,
      removed: false,
      time: file.modifiedTime,
      file: fileObject(drive, file),
    })),
  }
  return { status: 200, body: projected(body, query.get('fields') ?? 'kind,nextPageToken,newStartPageToken,changes') }
}

function fileObject(drive: GoogleDrive, file: GoogleFile): Record<string, unknown> {
  const { id, name, mimeType, owner, modifiedTime, trashed, permissions } = file
  return {
    kind: 'drive#file',
    id,
    name,
    mimeType,
    modifiedTime,
    trashed,
    ownedByMe: owns(drive, file),
    shared: permissions.length > 0,
    webViewLink: `https://drive.google.com/file/d/${id}/view`,
    owners: [{ kind: 'drive#user', emailAddress: owner, displayName: owner, me: owner === drive.me }],
    // Only whoever may share it sees with whom it is shared.
    ...(owns(drive, file) && { permissions: shownPermissions(file) }),
  }
}

/** The old owner stays as a writer, which whoever asks must say that he knows; mail about it cannot be left out. */
function transfer(drive: GoogleDrive, file: GoogleFile, to: string, query: URLSearchParams): VendorAnswer {
  if (query.get('transferOwnership') !== 'true')
    return googleError(403, 'forbidden', 'The transferOwnership parameter must be enabled when the role is owner.')
  if (query.get('sendNotificationEmail') === 'false')
    return googleError(403, 'forbidden', 'A notification email must be sent when ownership is transferred.')
  if (to.split('@')[1] !== file.owner.split('@')[1])
    return googleError(403, 'invalidSharingRequest', 'Ownership can be transferred within the organisation only.')
  const old = { id: permissionIdOf(file.owner), type: 'user' as const, role: 'writer', emailAddress: file.owner }
  touch(drive, file, () => {
    file.permissions = [...file.permissions.filter(({ emailAddress }) => emailAddress !== to), old]
    file.owner = to
  })
  const permission = { kind: 'drive#permission', id: permissionIdOf(to), type: 'user', role: 'owner', emailAddress: to }
  return { status: 200, body: projected(permission, query.get('fields') ?? PERMISSION) }
}

function shownPermissions({ owner, permissions }: GoogleFile): object[] {
  const own = { id: permissionIdOf(owner), type: 'user', role: 'owner', emailAddress: owner }
  return [own, ...permissions].map(permission => ({ kind: 'drive#permission', ...permission }))
}

const permissionIdOf = (name: string) =>
  BigInt(`0x${createHash('sha256').update(name).digest('hex').slice(0, 16)}`).toString()

function answerPermissions(
  drive: GoogleDrive,
  file: GoogleFile,
  permissionId: string,
  { method, query, body }: VendorRequest,
): VendorAnswer {
  if (permissionId === '' && method === 'GET') {
    const list = { kind: 'drive#permissionList', permissions: shownPermissions(file) }
    return {
      status: 200,
      body: projected(list, query.get('fields') ?? `kind,nextPageToken,permissions(${PERMISSION})`),
    }
  }
  if (permissionId === '' && method === 'POST') {
    const asked = JSON.parse(body || '{}') as Omit<GooglePermission, 'id'>
    if (asked.role === 'owner') return transfer(drive, file, asked.emailAddress ?? '', query)
    const link = asked.allowFileDiscovery ? 'anyone' : 'anyoneWithLink'
    const id = asked.type === 'anyone' ? link : permissionIdOf(asked.emailAddress ?? asked.domain ?? '')
    const permission = { ...asked, id }
    touch(drive, file, () => (file.permissions = [...file.permissions.filter(each => each.id !== id), permission]))
    return {
      status: 200,
      body: projected({ kind: 'drive#permission', ...permission }, query.get('fields') ?? PERMISSION),
    }
  }
  if (permissionId === permissionIdOf(file.owner)) return forbidden()
  if (!file.permissions.some(({ id }) => id === permissionId))
    return googleError(404, 'notFound', `Permission not found: ${permissionId}.`)
  if (method !== 'DELETE') return googleError(405, 'methodNotAllowed', 'Method not allowed.')
  touch(drive, file, () => (file.permissions = file.permissions.filter(({ id }) => id !== permissionId)))
  return DONE
}
