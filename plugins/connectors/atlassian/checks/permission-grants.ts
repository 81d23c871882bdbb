import { judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'
import { administrator, permissionScheme, type PermissionScheme } from '../permission-schemes.ts'

const UNKNOWN = 'Jira did not list its permission schemes with their grants. See that the site account is a Jira admin.'

/** Judges permission schemes by grants that should not be there. `does` says what those do, after "2 of 3 permission schemes". */
export const judgeGrants = (isOpen: (grant: PermissionScheme['permissions'][number]) => boolean, does: string) =>
  judgeParsed(
    { permissionSchemes: z.array(permissionScheme).min(1), siteRights: administrator },
    UNKNOWN,
    ({ permissionSchemes }) => {
      const subjects = permissionSchemes.map(({ name, permissions }) => {
        const open = permissions.filter(isOpen)
        const detail = open.length > 0 ? { detail: open.map(({ permission }) => permission).join(', ') } : {}
        return { name, passed: open.length === 0, ...detail }
      })
      return judgeSubjects(subjects, {
        say: (passing, all) => `${all - passing} of ${all} permission schemes ${does}.`,
        none: { status: 'CANNOT_TELL', message: UNKNOWN },
      })
    },
  )
