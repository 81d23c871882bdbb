import { stranger } from '../attack.ts'
import type { Attack, AttackScene } from '../attack.ts'
import type { Emission } from '../emission.ts'
import type { Spot } from '../people.ts'
import { itAtWork } from '../world.ts'
import { awsAccount } from './account.ts'
import { awsRow, withKey } from './rows.ts'

/** With a stolen key, the trail is switched off; at times other vendors' logs go first. */
export const loggingOff: Attack = {
  name: 'logging-off',
  story: 'A stolen access key switches the audit trail off.',
  victims: world => awsAccount(world).logins.atWork,
  rows: scene => {
    const { world, random, victim, now } = scene
    const { accountId, trails } = awsAccount(world)
    const spot = stranger(random)
    const trail = random.pick(trails)
    const name = `arn:aws:cloudtrail:${trail.region}:${accountId}:trail/${trail.name}`
    const at = (time: number) => withKey({ world, random, person: victim, spot, time }, trail.region)
    const trailRow = (time: number, eventName: string, parameters: Record<string, unknown>) =>
      awsRow(at(time), {
        service: 'cloudtrail',
        name: eventName,
        readOnly: eventName.startsWith('Describe'),
        parameters,
      })
    const deletes = random.chance(0.25)
    return [
      awsRow(at(now - 30_000), { service: 'sts', name: 'GetCallerIdentity' }),
      trailRow(now - 24_000, 'DescribeTrails', { includeShadowTrails: true }),
      ...elsewhere(scene, spot),
      ...(random.chance(0.3)
        ? [trailRow(now - 9_000, 'UpdateTrail', { name, enableLogFileValidation: false, isMultiRegionTrail: false })]
        : []),
      trailRow(now - 2_000, deletes ? 'DeleteTrail' : 'StopLogging', { name }),
      ...mended(scene, trail, deletes),
    ]
  },
}

/** At times an administrator's session was stolen too, and another vendor's log goes first. */
function elsewhere({ world, random, now, moves }: AttackScene, spot: Spot): Emission[] {
  if (!random.chance(0.4)) return []
  const moment = { world, random, person: random.pick(itAtWork(world)), spot, time: now - 14_000 }
  const blinded = random.shuffle(moves.blind).map(blind => blind(moment))
  return blinded.find(rows => rows.length > 0) ?? []
}

/** Some minutes on, an administrator notices and puts it right. */
function mended(
  { world, random, victim, now }: AttackScene,
  { name, region }: { name: string; region: string },
  deleted: boolean,
): Emission[] {
  const { logins } = awsAccount(world)
  const owner = logins.atWork.find(person => person.isIt && person !== victim)
  if (!owner) return []
  const moment = { world, random, person: owner, spot: owner.home, time: now + random.int(60_000, 150_000) }
  const trail = {
    name,
    s3BucketName: `${world.org}-logs`,
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
  }
  return [
    awsRow(withKey(moment, region), {
      service: 'cloudtrail',
      name: deleted ? 'CreateTrail' : 'StartLogging',
      readOnly: false,
      parameters: deleted ? trail : { name },
    }),
  ]
}
