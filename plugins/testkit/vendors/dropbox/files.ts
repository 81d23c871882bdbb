import { done, refused } from './answers.ts'
import type { DropboxFile } from './settings.ts'
import type { DropboxCall, DropboxTeam, Given } from './team.ts'

const shown = ({ id, path, rev }: DropboxFile) => ({
  '.tag': 'file',
  name: path.slice(path.lastIndexOf('/') + 1),
  path_lower: path,
  path_display: path,
  id,
  client_modified: '2026-01-05T10:00:00Z',
  server_modified: '2026-01-05T10:00:00Z',
  rev,
  size: 40_120,
})

const fileAt = ({ settings }: DropboxTeam, path: unknown, isDeleted: boolean) =>
  settings.files.find(one => one.isDeleted === isDeleted && (one.id === path || one.path === path))

/** An administrator changes what lies in folders of the team, a member what they keep. */
const mayChange = (file: DropboxFile, { actor, isAdministrator }: Given) =>
  file.keeper === null ? isAdministrator : !isAdministrator && file.keeper === actor?.id

export const showFile: DropboxCall = (team, { argument: { path } }) => {
  const file = fileAt(team, path, false)
  return file ? done(shown(file)) : refused(409, 'path', 'not_found')
}

const asset = ({ id, path }: DropboxFile) => ({
  assets: [
    {
      '.tag': 'file',
      path: { contextual: path, namespace_relative: { ns_id: '7001001', relative_path: path } },
      file_id: id,
    },
  ],
})

export const deleteFile: DropboxCall = (team, given) => {
  const file = fileAt(team, given.argument.path, false)
  if (!file) return refused(409, 'path_lookup', 'not_found')
  if (!mayChange(file, given)) return refused(409, 'path_write', 'no_write_permission')
  file.isDeleted = true
  team.record('file_delete', {}, asset(file))
  return done({ metadata: shown(file) })
}

export const restoreFile: DropboxCall = (team, given) => {
  const { path, rev } = given.argument
  const file = team.settings.files.find(one => one.path === path)
  if (!file) return refused(409, 'path_lookup', 'not_found')
  if (file.rev !== rev) return refused(409, 'invalid_revision')
  if (!mayChange(file, given)) return refused(409, 'path_write', 'no_write_permission')
  file.isDeleted = false
  team.record('file_restore', {}, asset(file))
  const { '.tag': _, ...metadata } = shown(file)
  return done(metadata)
}
