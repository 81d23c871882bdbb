import { translate, type AccessDraft, type Parent, type ResourceDraft, type ResourceListing } from '@casbah/sdk'
import { z } from 'zod'

export const DRIVE = 'https://www.googleapis.com/drive/v3'

const text = z.string().nullish()
const permission = z.looseObject({
  id: text,
  type: text,
  role: text,
  emailAddress: text,
  domain: text,
  allowFileDiscovery: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
})

/** A file as `fileFields` ask for it. */
export const fileRow = z.looseObject({
  id: z.string().min(1),
  name: text,
  mimeType: text,
  webViewLink: text,
  modifiedTime: text,
  trashed: z.boolean().nullish(),
  ownedByMe: z.boolean().nullish(),
  owners: z.array(z.looseObject({ emailAddress: text })).nullish(),
  permissions: z.array(permission).nullish(),
})
type File = z.infer<typeof fileRow>

/** Drive answers with little unless it is asked for more. */
export const fileFields =
  'id,name,mimeType,webViewLink,modifiedTime,trashed,ownedByMe,owners(emailAddress),permissions(id,type,role,emailAddress,domain,allowFileDiscovery,deleted)'

/** A file and who may open it. */
export function resourceOf(file: File, parent?: Parent): ResourceDraft {
  return {
    externalId: file.id,
    kind: file.mimeType === 'application/vnd.google-apps.folder' ? 'FOLDER' : 'FILE',
    name: file.name ?? file.id,
    url: file.webViewLink ?? undefined,
    owner: file.owners?.[0]?.emailAddress ?? parent?.email,
    access: (file.permissions ?? []).filter(({ deleted }) => !deleted).flatMap(accessOf),
    modifiedAt: file.modifiedTime ?? undefined,
  }
}

const ROLES: Record<string, AccessDraft['role']> = {
  owner: 'OWN',
  organizer: 'OWN',
  fileOrganizer: 'WRITE',
  writer: 'WRITE',
  commenter: 'READ',
  reader: 'READ',
}

function accessOf({ type, role, emailAddress, domain, allowFileDiscovery }: z.infer<typeof permission>): AccessDraft[] {
  const granted = translate(ROLES, role) ?? 'READ'
  switch (type) {
    case 'anyone':
      return [{ to: allowFileDiscovery ? 'anyone' : 'link', role: granted }]
    case 'domain':
      return [{ to: 'domain', name: domain ?? undefined, role: granted }]
    case 'user':
    case 'group':
      return [{ to: type, name: emailAddress ?? undefined, role: granted }]
    default:
      return []
  }
}

const change = z.looseObject({ fileId: z.string().min(1), file: fileRow.nullish() })

/**
 * What changed for one user since: what others share with him changes here too and is left to its owner, and so is what he only lost the sight of
 * (Google tells that by the same words as a deletion).
 */
export const driveChanges: ResourceListing['changes'] = {
  row: change,
  request: ({ parent, cursor }) =>
    cursor === undefined
      ? { url: `${DRIVE}/changes/startPageToken`, subject: parent!.email }
      : {
          url: `${DRIVE}/changes`,
          subject: parent!.email,
          query: {
            pageToken: cursor,
            includeRemoved: false,
            restrictToMyDrive: true,
            pageSize: 1000,
            fields: `nextPageToken,newStartPageToken,changes(fileId,file(${fileFields}))`,
          },
        },
  rows: 'changes?',
  page: { style: 'bodyCursor', field: 'nextPageToken' },
  token: ['startPageToken', 'newStartPageToken'],
  toResource: (row, parent) => {
    const { file } = row as z.infer<typeof change>
    if (!file?.ownedByMe) return null
    return { ...resourceOf(file, parent), ...(file.trashed && { isGone: true }) }
  },
}
