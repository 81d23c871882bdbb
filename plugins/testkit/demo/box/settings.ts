import { defaultBoxSettings, type BoxSettings } from '../../vendors/box/settings.ts'
import type { World } from '../world.ts'
import { boxOrg } from './org.ts'

/** Links are open as they come and never end, anybody can be let in, the trash is soon empty, a file is open to whoever has its link. */
export function boxSettings(world: World, now: number): Partial<BoxSettings> {
  const usual = defaultBoxSettings()
  const { folders, files, groups, partner, logins, administrator } = boxOrg(world)
  const soon = new Date(now - 20 * 86_400_000).toISOString()
  return {
    groups,
    external: [partner.id],
    items: [
      ...folders.map((folder, index) => ({
        ...folder,
        ...(index === 0 && { link: { access: 'company' as const } }),
        ...(index === 1 && { collaborations: [{ id: `6${folder.id}`, user: partner.id, role: 'editor' as const }] }),
      })),
      ...files.map((file, index) => ({
        ...file,
        modified: soon,
        ...(index % 5 === 0 && { link: { access: 'open' as const } }),
        ...(index % 4 === 1 && { classification: 'Internal' }),
      })),
    ],
    exemptions: { verification: [logins.of(administrator).id], devices: [] },
    content_and_sharing: {
      ...usual.content_and_sharing,
      external_collaboration_status: 'enable_external_collaboration',
      shared_link_default_access: 'open',
      is_shared_links_expiration_enabled: false,
      is_collaboration_expiration_enabled: false,
      trash_auto_clear_time: 14 * 86_400,
    },
    security: { ...usual.security, is_password_leak_detection_enabled: false, password_min_length: 8 },
  }
}
