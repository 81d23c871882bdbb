import type { Vendor } from '../../replay/vendor.ts'
import type { GithubSettings } from '../../vendors/github/settings.ts'
import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import { githubOrg } from './org.ts'
import { asUser, downloadZip, githubRow } from './rows.ts'

const TAKEN = 5

/** Takes some code, and leaves a way back: a deploy key that can write. */
export function plunder(moment: Moment): Emission[] {
  const { world, random, person, time } = moment
  const { org, repositories, logins } = githubOrg(world)
  if (!logins.has(person)) return []
  const loot = random.shuffle(repositories).slice(0, TAKEN)
  const [open] = loot
  const name = open!.fullName.slice(org.length + 1)
  const title = random.pick(['backup', 'build', 'mirror'])
  const leave = ({ settings }: Vendor) => {
    const repository = (settings as unknown as GithubSettings).repositories.find(one => one.name === name)
    if (!repository) return
    const id = random.int(90_000_000, 99_999_999)
    const key = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${random.text(30)}`
    const created_at = `${new Date(time).toISOString().slice(0, 19)}Z`
    repository.deployKeys = [...(repository.deployKeys ?? []), { id, title, key, read_only: false, created_at }]
  }
  const added = githubRow({ ...moment, time: time + 15_000 }, 'public_key.create', open!, {
    operation_type: 'create',
    title,
    read_only: false,
    ...asUser(moment),
  })
  return [
    ...loot.map((repository, i) => downloadZip({ ...moment, time: time + 3_000 + i * 1_500 }, repository)),
    { ...added, effect: leave },
  ]
}
