import { createPublicKey } from 'node:crypto'
import { createGithub } from '../../vendors/github.ts'
import { privateKeyOf } from '../google-workspace/key.ts'
import type { Moment } from '../moment.ts'
import type { DemoPart } from '../part.ts'
import { massDownload } from './mass-download.ts'
import { githubOrg } from './org.ts'
import { plunder } from './plunder.ts'
import { githubRow } from './rows.ts'
import { githubSettings } from './settings.ts'
import { CHORES, work } from './work.ts'

/** What the app that Casbah connects as was given. */
const PERMISSIONS = {
  administration: 'write',
  members: 'write',
  organization_administration: 'write',
  organization_hooks: 'write',
  organization_personal_access_tokens: 'write',
  secret_scanning_alerts: 'read',
  vulnerability_alerts: 'read',
} as const

/** The company's code, with a contractor from outside. Logins of who left were forgotten. */
export const github: DemoPart = {
  open: (world, { now, random }) => {
    const { org, contractor, logins } = githubOrg(world)
    const privateKey = privateKeyOf(random)
    const accounts = logins.accounts(({ id, login, isOwner, mfa, teams }) => ({
      id: String(id),
      login,
      status: 'ACTIVE',
      isAdmin: isOwner,
      mfa,
      groups: teams,
    }))
    return createGithub({
      org,
      token: `ghp_${random.text(36)}`,
      app: {
        appId: random.text(6, '123456789'),
        installationId: random.text(8, '123456789'),
        publicKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string,
        privateKey,
        permissions: PERMISSIONS,
      },
      now,
      accounts: [...accounts, contractor],
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
  plunder,
  blind,
}

function blind(moment: Moment) {
  const { world, person } = moment
  const { org, logins } = githubOrg(world)
  if (!logins.has(person) || !logins.of(person).isOwner) return []
  return [githubRow(moment, 'audit_log_streaming.destroy', null, { business: org, operation_type: 'remove' })]
}
