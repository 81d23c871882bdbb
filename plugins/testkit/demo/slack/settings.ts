import { defaultSlackSettings } from '../../vendors/slack/settings.ts'
import type { SlackSettings } from '../../vendors/slack/settings.ts'
import type { VendorAccount } from '../../replay/vendor.ts'
import { seeded } from '../random.ts'
import type { World } from '../world.ts'
import { slackOrg } from './org.ts'

/** Everybody signs in by the company's single sign-on; a workspace is open to all, messages may be deleted, an app reads messages, some files are public. */
export function slackSettings(world: World, accounts: VendorAccount[]): Partial<SlackSettings> {
  const random = seeded(world.seed, world.domain, 'slack settings')
  const { workspace, labs, channels, shared, customer, owner, files, logins } = slackOrg(world)
  const usual = defaultSlackSettings(accounts)
  const ids = accounts.map(({ id }) => id)
  const some = (share: number) => ids.filter(() => random.chance(share))
  const preferences = { ...usual.workspaces[0]?.preferences, allow_message_deletion: true }
  const rest = { emailDomain: '', preferences }
  const ownerId = logins.of(owner).id
  return {
    workspaces: [
      { ...workspace, ...rest, discoverability: 'invite_only', members: ids },
      { ...labs, ...rest, discoverability: 'open', members: [ownerId, ...some(0.2).filter(id => id !== ownerId)] },
    ],
    people: Object.fromEntries(
      ids.map(id => [id, { hasSso: true, ...(id === ownerId && { isOwner: true, sessionSeconds: 2_592_000 }) }]),
    ),
    channels: [
      ...channels.map(channel => ({
        ...channel,
        members: channel.name === 'general' ? ids : some(channel.isPrivate ? 0.1 : 0.4),
        sharedWith: [],
      })),
      { ...shared, members: some(0.2), sharedWith: [customer.team_id] },
    ],
    files: files.map(file => ({
      id: file.id,
      name: file.name,
      owner: logins.of(file.owner).id,
      workspace: file.isOfLabs ? labs.id : workspace.id,
      hasPublicLink: file.hasPublicLink,
    })),
    apps: [
      ...usual.apps,
      { id: 'A0MEETNOTES', name: 'Meeting Notes', scopes: ['channels:history', 'chat:write'], state: 'approved' },
    ],
    externalTeams: [customer],
  }
}
