import { downloadZip, git } from '../github-rows.ts'
import { githubPeople } from '../world.ts'
import { defineAttack, stranger } from './attack.ts'

const REPOSITORIES = 40

/** Forty repositories leave within a minute: by somebody about to go, or by a stranger with a stolen token. */
export const massDownload = defineAttack({
  name: 'mass-download',
  story: 'One login takes forty repositories within a minute.',
  victims: githubPeople,
  rows: ({ world, random, victim, now }) => {
    const spot = random.chance(0.5) ? victim.home : stranger(random)
    const take = random.chance(0.6)
      ? (time: number, i: number) => git({ world, random, person: victim, spot, time }, 'clone', loot[i]!)
      : (time: number, i: number) => downloadZip({ world, random, person: victim, spot, time }, loot[i]!)
    const loot = random.shuffle(world.github.repositories).slice(0, REPOSITORIES)
    return loot.map((_, i) => take(now - (REPOSITORIES - 1 - i) * 1_250 - random.int(0, 900), i))
  },
})
