import { logTime } from '../../vendors/netdocuments/log.ts'
import type { NetDocumentsRights, NetDocumentsSettings } from '../../vendors/netdocuments/settings.ts'
import type { World } from '../world.ts'
import { netdocumentsOrg } from './org.ts'

const DAY = 86_400_000

const MAY: Omit<NetDocumentsRights, 'group'> = {
  view: true,
  edit: false,
  share: false,
  administer: false,
  noAccess: false,
  cabDefault: false,
}

/** Customers' contracts have three groups that administer them, and counsel who may share them on; who left is still in, and so is a lawyer of long ago. */
export function netdocumentsSettings(world: World, now: number): Partial<NetDocumentsSettings> {
  const { cabinets, counsel, groups, logins } = netdocumentsOrg(world)
  const idsOf = (is: (department: string) => boolean) =>
    logins.atWork.filter(({ department }) => is(department)).map(person => logins.of(person).id)
  const longAgo = logTime(now - 160 * DAY)
  const departments = ['Sales', 'Finance', 'People']
  return {
    repositoryName: world.name,
    groups: [
      {
        id: groups.internal,
        name: 'Internal Users',
        external: false,
        hidden: false,
        members: logins.people.map(person => logins.of(person).id),
      },
      ...groups.keepers.map((id, index) => ({
        id,
        name: `Keepers of ${cabinets[index]!.name}`,
        external: false,
        hidden: false,
        members: idsOf(department => department === departments[index]).slice(0, 2),
      })),
      {
        id: groups.counsel,
        name: 'Outside counsel',
        external: true,
        hidden: false,
        members: counsel.map(({ id }) => id),
      },
    ],
    cabinets: cabinets.map((cabinet, index) => ({
      ...cabinet,
      groups: [
        ...(index === 2 ? [] : [{ ...MAY, group: groups.internal, edit: true, cabDefault: true }]),
        ...groups.keepers
          .filter((_, keeper) => index === 0 || keeper === index)
          .map(group => ({ ...MAY, group, edit: true, share: true, administer: true })),
        ...(index === 0 ? [{ ...MAY, group: groups.counsel, share: true }] : []),
      ],
    })),
    lastLogins: Object.fromEntries([
      ...logins.people.filter(({ left }) => left).map(person => [logins.of(person).id, longAgo]),
      [counsel[2]!.id, longAgo],
    ]),
  }
}
