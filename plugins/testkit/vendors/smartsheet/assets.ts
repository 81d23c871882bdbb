import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { done, smartsheetError } from './errors.ts'
import { keyed, numbered, stepsOf, type SmartsheetOrganisation } from './organisation.ts'
import type { SmartsheetAsset, SmartsheetAssetType, SmartsheetPublishing } from './settings.ts'

const TYPES: Record<string, SmartsheetAssetType> = {
  sheets: 'sheet',
  workspaces: 'workspace',
  reports: 'report',
  sights: 'sight',
}
const OBJECTS = { sheet: 'SHEET', workspace: 'WORKSPACE', report: 'REPORT', sight: 'DASHBOARD' } as const

/** Lists of things, and how each of them is published. */
export function answerAssets(organisation: SmartsheetOrganisation, request: VendorRequest): VendorAnswer {
  const [list = '', id, part] = stepsOf(request)
  const type = TYPES[list]
  if (!type) return smartsheetError('notFound')
  const { query, method } = request
  const all = organisation.settings.assets.filter(one => one.type === type)
  if (id === undefined) {
    if (method !== 'GET') return smartsheetError('unsupported')
    const rows = all.map(one => ({
      id: one.id,
      name: one.name,
      accessLevel: 'ADMIN',
      permalink: `https://app.smartsheet.com/${list}/${one.id}`,
    }))
    if (type === 'workspace') {
      const page = keyed(rows, query, organisation.pageRows)
      if (!page) return smartsheetError('invalid', 'lastKey')
      const { rows: data, ...more } = page
      return { status: 200, body: { pageNumber: 1, totalPages: -1, totalCount: -1, data, ...more } }
    }
    // The description has how reports and dashboards are published, not how they are listed.
    return { ...numbered(rows, query), ...(type !== 'sheet' && { undescribed: true }) }
  }
  const asset = all.find(one => String(one.id) === id)
  if (!asset || part !== 'publish' || type === 'workspace') return smartsheetError('notFound')
  if (method === 'GET') return { status: 200, body: publishedBy(asset) }
  const asked = jsonIn(request.body)
  if (method !== 'PUT' || !asked) return smartsheetError(asked ? 'unsupported' : 'invalid', 'body')
  const wasOpen = asset.publishing?.readOnlyFullEnabled === true
  asset.publishing = { ...asset.publishing, ...asked }
  // Dashboards alone tell of it.
  if (type === 'sight' && wasOpen !== asset.publishing.readOnlyFullEnabled)
    organisation.record('DASHBOARD', wasOpen ? 'REMOVE_PUBLISH' : 'ADD_PUBLISH', asset.id)
  return done({ result: publishedBy(asset) })
}

/** Bounds and addresses are shown of what is open. */
function publishedBy({ id, type, publishing }: SmartsheetAsset): object {
  const all: SmartsheetPublishing = {
    readOnlyFullEnabled: false,
    readOnlyLiteEnabled: false,
    readWriteEnabled: false,
    icalEnabled: false,
    ...publishing,
  }
  const url = (way: string) => `https://publish.smartsheet.com/${way}/${id}`
  const full = {
    readOnlyFullEnabled: all.readOnlyFullEnabled,
    ...(all.readOnlyFullEnabled && {
      readOnlyFullAccessibleBy: all.readOnlyFullAccessibleBy ?? 'ALL',
      readOnlyFullUrl: url('full'),
    }),
  }
  if (type !== 'sheet') return full
  return {
    ...full,
    readOnlyLiteEnabled: all.readOnlyLiteEnabled,
    readWriteEnabled: all.readWriteEnabled,
    icalEnabled: all.icalEnabled,
    ...(all.readOnlyLiteEnabled && { readOnlyLiteUrl: url('lite') }),
    ...(all.readWriteEnabled && {
      readWriteAccessibleBy: all.readWriteAccessibleBy ?? 'ALL',
      readWriteUrl: url('edit'),
    }),
    ...(all.icalEnabled && { icalUrl: url('ical') }),
  }
}

/** /shares: with whom a thing is shared, whatever it is. */
export function answerShares(organisation: SmartsheetOrganisation, request: VendorRequest): VendorAnswer {
  const { settings, accounts, pageRows, record } = organisation
  const { query, method, body } = request
  const [, id] = stepsOf(request)
  const type = query.get('assetType')
  const asset = settings.assets.find(one => one.type === type && String(one.id) === query.get('assetId'))
  if (!asset) return smartsheetError('notFound')
  const rows = asset.shares.map(({ id: shareId, email, group, accessLevel }) => {
    const user = accounts.find(one => one.email === email)
    const who =
      group === undefined
        ? { type: 'USER', email, name: user?.name ?? email, ...(user && { userId: Number(user.id) }) }
        : { type: 'GROUP', name: group, groupId: settings.groups.find(({ name }) => name === group)?.id }
    return { id: shareId, ...who, accessLevel, scope: 'ITEM' }
  })
  if (id === undefined) {
    const page = keyed(rows, query, pageRows)
    if (!page) return smartsheetError('invalid', 'lastKey')
    const { rows: items, ...more } = page
    return { status: 200, body: { items, ...more } }
  }
  const share = asset.shares.find(one => one.id === id)
  const row = rows.find(one => one.id === id)
  if (!share || !row) return smartsheetError('notFound')
  if (method === 'GET') return { status: 200, body: row }
  const { accessLevel } = jsonIn(body) ?? {}
  if (method === 'PATCH') return { status: 200, body: { ...row, ...Object.assign(share, { accessLevel }) } }
  asset.shares.splice(asset.shares.indexOf(share), 1)
  const { userId, groupId } = row as { userId?: number; groupId?: number }
  record(OBJECTS[asset.type], 'REMOVE_SHARE', asset.id, { ...(userId && { userId }), ...(groupId && { groupId }) })
  return { status: 200, body: {} }
}
