import { createAtlassian } from '../../vendors/atlassian.ts'
import type { DemoPart } from '../part.ts'
import { atlassianOrg } from './org.ts'
import { atlassianSettings } from './settings.ts'
import { CHORES, plunder, work } from './work.ts'

/** Issues and pages of everybody. Who left is deactivated, or suspended on the site. */
export const atlassian: DemoPart = {
  open: (world, { now, random }) => {
    const { id, site, logins } = atlassianOrg(world)
    return createAtlassian({
      organisation: id,
      site,
      organisationKey: `ATCTT3x${random.text(48)}`,
      email: `casbah@${world.domain}`,
      siteToken: `ATATT3x${random.text(48)}`,
      now,
      accounts: logins.accounts(({ id, isAdmin, mfa, group }, { email, left, index }) => ({
        id,
        login: email,
        status: left ? (index % 2 === 0 ? 'DEPROVISIONED' : 'SUSPENDED') : 'ACTIVE',
        isAdmin,
        mfa,
        groups: [group],
      })),
      settings: atlassianSettings(world, now()),
    })
  },
  reading: {
    organisation: {
      schema: 'PollingEventModel',
      id: 'id',
      who: ['attributes.actor.email'],
      action: 'attributes.action',
      ip: 'attributes.location.ip',
    },
    jira: { schema: 'jira_AuditRecordBean', id: 'id', who: ['authorKey'], action: 'summary', ip: 'remoteAddress' },
    confluence: {
      schema: 'hm_ConfluenceAuditRecord',
      id: 'creationDate',
      who: ['author.accountId'],
      action: 'summary',
      ip: 'remoteAddress',
    },
  },
  work,
  chores: CHORES,
  plunder,
}
