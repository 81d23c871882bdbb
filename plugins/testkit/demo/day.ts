import { awsRow, consoleSignIn, withKey, withRole } from './aws-rows.ts'
import { AWS_READS, AWS_WRITES } from './aws-calls.ts'
import { CHORES } from './chores.ts'
import type { Emission } from './emission.ts'
import { git, githubRow, pullRequest } from './github-rows.ts'
import { oktaRow, oktaSession, openApp, signIn, signOut, wrongPassword } from './okta-rows.ts'
import type { OktaMoment } from './okta-rows.ts'
import type { Person, Spot } from './people.ts'
import { localMidnight } from './places.ts'
import { seeded } from './random.ts'
import type { Random } from './random.ts'
import { appOf, hasAws, hasGithub } from './world.ts'
import type { AwsPerson, GithubPerson, World } from './world.ts'

const MINUTE = 60_000

/** A stretch of work without a break: one session at Okta. */
interface Block {
  from: number
  until: number
  session: string
}

/**
 * What one person does on one local date (epoch ms of that date's midnight in UTC). It depends on seed, person and date
 * alone, so any day can be told again without those before it.
 */
export function personDay(world: World, person: Person, date: number): Emission[] {
  const random = seeded(world.seed, world.domain, 'day', person.index, date)
  const midnight = localMidnight(date, person.home.place.timeZone)
  const weekDay = new Date(date).getUTCDay()
  if (weekDay === 0 || weekDay === 6) {
    if (!random.chance(0.06)) return []
    const from = midnight + random.int(10 * 60, 19 * 60) * MINUTE
    return work(world, person, random, person.home, [{ from, until: from + 70 * MINUTE, session: oktaSession(random) }])
  }
  if (random.chance(0.07)) return [] // A day off.
  const from = midnight + (person.startsAt + random.int(-25, 35)) * MINUTE
  const until = from + (person.worksFor + random.int(-40, 60)) * MINUTE
  const spot = random.chance(0.55) ? person.office : person.home
  return work(world, person, random, spot, blocks(random, from, until))
}

/** Two or three sessions: idle time ends one, the next needs a new sign-in. */
function blocks(random: Random, from: number, until: number): Block[] {
  const count = random.int(2, 3)
  const length = (until - from) / count
  return Array.from({ length: count }, (_, i) => ({
    from: from + i * length + (i === 0 ? 0 : random.int(5, 45) * MINUTE),
    until: from + (i + 1) * length,
    session: oktaSession(random),
  }))
}

function work(world: World, person: Person, random: Random, spot: Spot, stretches: Block[]): Emission[] {
  const rows: Emission[] = []
  for (const block of stretches) {
    const moment = { world, random, person, spot, time: block.from, session: block.session }
    rows.push(...atOkta(moment, block))
    if (hasGithub(person)) rows.push(...atGithub(world, person, random, spot, block))
    if (hasAws(person) && random.chance(0.45)) rows.push(...atAws(world, person, random, spot, block))
    if (person.okta.isAdmin && random.chance(0.3)) {
      rows.push(...random.pick(CHORES)({ ...moment, time: within(random, block) }))
    }
  }
  return rows
}

/** A time in a block, clear of the sign-in. */
const within = (random: Random, { from, until }: Block) =>
  from + MINUTE + Math.floor(random.next() * Math.max(MINUTE, until - from - 3 * MINUTE))

function atOkta(moment: OktaMoment, block: Block): Emission[] {
  const { random, world } = moment
  const rows: Emission[] = []
  if (random.chance(0.05)) {
    const tries = random.int(1, 2)
    for (let i = 1; i <= tries; i++)
      rows.push(wrongPassword({ ...moment, time: block.from - i * random.int(5_000, 12_000) }))
  }
  rows.push(...signIn(moment))
  const apps = random.int(3, 7)
  for (let i = 0; i < apps; i++) {
    rows.push(...openApp({ ...moment, time: within(random, block) }, random.pick(world.okta.apps.slice(2))))
  }
  if (random.chance(0.005)) {
    rows.push(
      oktaRow(
        { ...moment, time: within(random, block) },
        {
          eventType: 'user.account.update_password',
          displayMessage: 'User update password for Okta',
          legacyEventType: 'core.user.config.password_update.success',
          uri: '/idp/idx/challenge/answer',
        },
      ),
    )
  }
  if (random.chance(0.25)) rows.push(signOut({ ...moment, time: block.until }))
  return rows
}

function atGithub(world: World, person: GithubPerson, random: Random, spot: Spot, block: Block): Emission[] {
  const moment = { world, random, person, spot }
  const rows = openApp({ ...moment, session: block.session, time: within(random, block) }, appOf(world, 'GitHub'))
  const isCoder = person.department === 'Engineering' || person.department === 'Data'
  if (!isCoder && random.chance(0.6)) return rows
  // People stay with few repositories of their own, which is what makes forty at once strange.
  const own = world.github.repositories.slice((person.index * 5) % 40).slice(0, 6)
  const changes = random.int(0, isCoder ? 5 : 1)
  for (let i = 0; i < changes; i++) {
    const repository = random.pick(own)
    const number = random.int(10, 4_000)
    const time = within(random, block)
    const end = block.until
    const later = (minutes: number) => Math.min(end, time + minutes * MINUTE)
    if (random.chance(0.12)) rows.push(git({ ...moment, time }, 'clone', repository))
    else rows.push(git({ ...moment, time }, 'fetch', repository))
    rows.push(git({ ...moment, time: later(random.int(10, 50)) }, 'push', repository))
    if (random.chance(0.5))
      rows.push(pullRequest({ ...moment, time: later(random.int(51, 55)) }, 'create', repository, number))
    if (random.chance(0.4))
      rows.push(pullRequest({ ...moment, time: later(random.int(56, 90)) }, 'merge', repository, number))
  }
  if (isCoder && random.chance(0.004)) {
    const name = `${world.github.org}/spike-${random.text(5, 'abcdefghijklmnopqrstuvwxyz')}`
    const fresh = { id: random.int(100_000_000, 999_999_999), fullName: name, isPublic: false }
    rows.push(
      githubRow({ ...moment, time: within(random, block) }, 'repo.create', fresh, {
        operation_type: 'create',
        visibility: 'private',
        user: person.github.login,
        user_id: person.github.id,
      }),
    )
  }
  return rows
}

function atAws(world: World, person: AwsPerson, random: Random, spot: Spot, block: Block): Emission[] {
  const rows: Emission[] = []
  const region = random.chance(0.7) ? world.aws.regions[0] : world.aws.regions[1]
  const key = (time: number) => withKey(world, random, person, spot, time, region)
  const since = within(random, block)
  if (random.chance(0.5)) {
    const session = withRole(key(since), person, spot, since)
    rows.push(
      ...openApp({ world, random, person, spot, session: block.session, time: since - 2_000 }, appOf(world, 'AWS')),
    )
    rows.push(...consoleSignIn(session, person))
    const looks = random.int(6, 14)
    for (let i = 0; i < looks; i++) {
      const time = Math.min(block.until, since + random.int(10, 1_500) * 1000)
      rows.push(awsRow({ ...session, time }, random.pick(AWS_READS)(world, random)))
    }
    if (random.chance(0.3)) {
      const time = Math.min(block.until, since + 1_600_000)
      rows.push(awsRow({ ...session, time }, random.pick(AWS_WRITES)(world, random)))
    }
  }
  const calls = random.int(2, 8)
  for (let i = 0; i < calls; i++) {
    rows.push(awsRow(key(within(random, block)), random.pick(AWS_READS)(world, random)))
  }
  return rows
}
