import type { VendorAnswer } from '../../replay/vendor.ts'
import { done, failed } from './answers.ts'
import type { SlackOrganisation } from './organisation.ts'
import type { SlackFile } from './settings.ts'

const fileOf = ({ id, name, owner, hasPublicLink }: SlackFile) => ({
  id,
  name,
  title: name,
  user: owner,
  created: 1_767_000_000,
  timestamp: 1_767_000_000,
  filetype: name.split('.').at(-1) ?? 'text',
  is_public: false,
  public_url_shared: hasPublicLink,
  permalink: `https://acme.enterprise.slack.com/files/${owner}/${id}/${name}`,
  channels: [],
})

/** By pages, not by cursor. A token of an organisation has to name the workspace, of which the description of 2021 knows nothing. */
export function listFiles({ settings, pageRows }: SlackOrganisation, query: URLSearchParams): VendorAnswer {
  const team = query.get('team_id')
  if (!team) return failed('missing_argument')
  const count = Math.min(Number(query.get('count') ?? 100) || 100, 1_000, pageRows)
  const page = Number(query.get('page') ?? 1) || 1
  const found = settings.files.filter(({ workspace }) => workspace === team)
  const files = found.slice((page - 1) * count, page * count).map(fileOf)
  const paging = { count, total: found.length, page, pages: Math.max(1, Math.ceil(found.length / count)) }
  return { ...done({ files, paging }), undescribed: true }
}

export function showFile({ settings }: SlackOrganisation, query: URLSearchParams): VendorAnswer {
  const file = settings.files.find(({ id }) => id === query.get('file'))
  return file ? done({ file: fileOf(file), comments: [] }) : failed('file_not_found')
}

/** The description has the taking back of a public link, and not the giving. */
export function setPublicLink(
  { settings, record }: SlackOrganisation,
  form: URLSearchParams,
  isPublic: boolean,
): VendorAnswer {
  const file = settings.files.find(({ id }) => id === form.get('file'))
  if (!file) return failed('file_not_found')
  if (isPublic && file.hasPublicLink) return failed('already_public')
  file.hasPublicLink = isPublic
  const { id, name } = file
  record(isPublic ? 'file_public_link_created' : 'file_public_link_revoked', {
    type: 'file',
    file: { id, name, filetype: name.split('.').at(-1) ?? 'text', title: name },
  })
  return { ...done({ file: fileOf(file) }), ...(isPublic && { undescribed: true }) }
}
