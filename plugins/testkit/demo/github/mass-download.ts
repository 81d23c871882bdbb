import { stranger } from '../attack.ts'
import type { Attack } from '../attack.ts'
import { githubOrg } from './org.ts'
import { downloadZip, git } from './rows.ts'

const REPOSITORIES = 40

/** Forty repositories leave within a minute: by somebody about to go, or by a stranger with a stolen token. */
export const massDownload: Attack = {
  name: 'mass-download',
  story: 'One login takes forty repositories within a minute.',
  victims: world => githubOrg(world).logins.atWork,
  rows: ({ world, random, victim, now }) => {
    const spot = random.chance(0.5) ? victim.home : stranger(random)
    const take = random.chance(0.6)
      ? (time: number, i: number) => git({ world, random, person: victim, spot, time }, 'clone', loot[i]!)
      : (time: number, i: number) => downloadZip({ world, random, person: victim, spot, time }, loot[i]!)
    const loot = random.shuffle(githubOrg(world).repositories).slice(0, REPOSITORIES)
    return loot.map((_, i) => take(now - (REPOSITORIES - 1 - i) * 1_250 - random.int(0, 900), i))
  },
}
