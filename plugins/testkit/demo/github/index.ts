import { createGithub } from '../../vendors/github.ts'
import type { Moment } from '../moment.ts'
import type { DemoPart } from '../part.ts'
import { massDownload } from './mass-download.ts'
import { githubOrg } from './org.ts'
import { githubRow } from './rows.ts'
import { githubSettings } from './settings.ts'
import { CHORES, work } from './work.ts'

/** The company's code. Logins of who left were forgotten. */
export const github: DemoPart = {
  open: (world, { now, random }) => {
    const { org, logins } = githubOrg(world)
    return createGithub({
      org,
      token: `ghp_${random.text(36)}`,
      now,
      accounts: logins.accounts(({ id, login, isOwner, mfa, teams }) => ({
        id: String(id),
        login,
        status: 'ACTIVE',
        isAdmin: isOwner,
        mfa,
        groups: teams,
      })),
      settings: githubSettings(world, now()),
    })
  },
  reading: {
    schema: 'audit-log-event',
    id: '_document_id',
    who: ['external_identity_nameid'],
    action: 'action',
    ip: 'actor_ip',
  },
  work,
  chores: CHORES,
  attacks: [massDownload],
  blind,
}

function blind(moment: Moment) {
  const { world, person } = moment
  const { org, logins } = githubOrg(world)
  if (!logins.has(person) || !logins.of(person).isOwner) return []
  return [githubRow(moment, 'audit_log_streaming.destroy', null, { business: org, operation_type: 'remove' })]
}
