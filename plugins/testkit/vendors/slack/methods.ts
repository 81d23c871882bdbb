import type { VendorAnswer } from '../../replay/vendor.ts'
import { done } from './answers.ts'
import { decideApp, listApps } from './apps.ts'
import { disconnectShared, invite, kick, listMembers, searchChannels } from './channels.ts'
import { listFiles, setPublicLink, showFile } from './files.ts'
import type { SlackOrganisation } from './organisation.ts'
import {
  listExternalTeams,
  listOwners,
  listPeople,
  listWorkspaces,
  resetSessions,
  showPreferences,
  showSessions,
  showWorkspace,
} from './workspaces.ts'

/** A method of the Web API: the right that it asks for, how often a minute it may be called, what it answers. */
export interface SlackMethod {
  /** One of these is enough; none for a method that every token may call. */
  scopes: string[]
  aMinute: number
  answer: (organisation: SlackOrganisation, given: URLSearchParams) => VendorAnswer
}

const [TIER_2, TIER_3, TIER_4] = [20, 50, 100]

/** By method and name. Reading methods take a query, writing ones a form. */
export const METHODS: Readonly<Record<string, SlackMethod>> = {
  'GET auth.test': {
    scopes: [],
    aMinute: TIER_4,
    answer: ({ settings: { workspaces } }) =>
      done({
        url: 'https://acme.enterprise.slack.com/',
        team: 'Acme',
        user: 'owner',
        team_id: workspaces[0]?.id ?? 'T0ACME0001',
        user_id: 'W0OWNER001',
        is_enterprise_install: true,
      }),
  },
  'GET admin.teams.list': { scopes: ['admin.teams:read'], aMinute: TIER_2, answer: listWorkspaces },
  'GET admin.teams.settings.info': { scopes: ['admin.teams:read'], aMinute: TIER_3, answer: showWorkspace },
  'GET admin.teams.owners.list': { scopes: ['admin.teams:read'], aMinute: TIER_3, answer: listOwners },
  'GET admin.users.list': { scopes: ['admin.users:read'], aMinute: TIER_4, answer: listPeople },
  'GET admin.users.session.getSettings': { scopes: ['admin.users:read'], aMinute: TIER_2, answer: showSessions },
  'POST admin.users.session.reset': { scopes: ['admin.users:write'], aMinute: TIER_2, answer: resetSessions },
  'GET admin.apps.approved.list': {
    scopes: ['admin.apps:read'],
    aMinute: TIER_2,
    answer: (organisation, given) => listApps(organisation, given, 'approved'),
  },
  'GET admin.apps.restricted.list': {
    scopes: ['admin.apps:read'],
    aMinute: TIER_2,
    answer: (organisation, given) => listApps(organisation, given, 'restricted'),
  },
  'POST admin.apps.restrict': {
    scopes: ['admin.apps:write'],
    aMinute: TIER_2,
    answer: (organisation, given) => decideApp(organisation, given, 'restricted'),
  },
  'POST admin.apps.approve': {
    scopes: ['admin.apps:write'],
    aMinute: TIER_2,
    answer: (organisation, given) => decideApp(organisation, given, 'approved'),
  },
  'GET admin.conversations.search': { scopes: ['admin.conversations:read'], aMinute: TIER_2, answer: searchChannels },
  'POST admin.conversations.disconnectShared': {
    scopes: ['admin.conversations:write'],
    aMinute: TIER_2,
    answer: disconnectShared,
  },
  'POST conversations.kick': { scopes: ['channels:write', 'groups:write'], aMinute: TIER_3, answer: kick },
  'POST conversations.invite': { scopes: ['channels:write', 'groups:write'], aMinute: TIER_3, answer: invite },
  'GET conversations.members': { scopes: ['channels:read', 'groups:read'], aMinute: TIER_4, answer: listMembers },
  'GET files.list': { scopes: ['files:read'], aMinute: TIER_3, answer: listFiles },
  'GET files.info': { scopes: ['files:read'], aMinute: TIER_4, answer: showFile },
  'POST files.revokePublicURL': {
    scopes: ['files:write'],
    aMinute: TIER_3,
    answer: (organisation, given) => setPublicLink(organisation, given, false),
  },
  'POST files.sharedPublicURL': {
    scopes: ['files:write'],
    aMinute: TIER_3,
    answer: (organisation, given) => setPublicLink(organisation, given, true),
  },
  'GET team.preferences.list': { scopes: ['team.preferences:read'], aMinute: TIER_2, answer: showPreferences },
  'GET team.externalTeams.list': {
    scopes: ['conversations.connect:manage'],
    aMinute: TIER_2,
    answer: listExternalTeams,
  },
}
