import { awsRow, withKey } from '../aws-rows.ts'
import type { AwsCall } from '../aws-rows.ts'
import type { Emission } from '../emission.ts'
import { githubRow } from '../github-rows.ts'
import { oktaRow, oktaSession } from '../okta-rows.ts'
import type { Spot } from '../people.ts'
import { atWork, awsPeople, hasGithub } from '../world.ts'
import type { AwsPerson, World } from '../world.ts'
import type { Random } from '../random.ts'
import { defineAttack, stranger } from './attack.ts'

/** With a stolen key, the trail is switched off; at times other vendors' logs go first. */
export const loggingOff = defineAttack({
  name: 'logging-off',
  story: 'A stolen access key switches the audit trail off.',
  victims: awsPeople,
  rows: ({ world, random, victim, now }) => {
    const spot = stranger(random)
    const { name: trail, region } = random.pick(world.aws.trails)
    const name = `arn:aws:cloudtrail:${region}:${world.aws.accountId}:trail/${trail}`
    const call = (time: number) => withKey(world, random, victim, spot, time, region)
    const trailRow = (at: AwsCall, eventName: string, parameters: Record<string, unknown>) =>
      awsRow(at, { service: 'cloudtrail', name: eventName, readOnly: eventName.startsWith('Describe'), parameters })
    const deletes = random.chance(0.25)
    const owner = awsPeople(world).find(person => person.aws.isAdmin && person !== victim)
    return [
      awsRow(call(now - 30_000), { service: 'sts', name: 'GetCallerIdentity' }),
      trailRow(call(now - 24_000), 'DescribeTrails', { includeShadowTrails: true }),
      ...elsewhere(world, random, spot, now - 14_000),
      ...(random.chance(0.3)
        ? [
            trailRow(call(now - 9_000), 'UpdateTrail', {
              name,
              enableLogFileValidation: false,
              isMultiRegionTrail: false,
            }),
          ]
        : []),
      trailRow(call(now - 2_000), deletes ? 'DeleteTrail' : 'StopLogging', { name }),
      ...(owner ? [mended(world, random, owner, region, trail, deletes, now + random.int(60_000, 150_000))] : []),
    ]
  },
})

/** At times an administrator's session was stolen too, and another vendor's log goes first. */
function elsewhere(world: World, random: Random, spot: Spot, time: number): Emission[] {
  if (!random.chance(0.4)) return []
  const admin = random.pick(atWork(world).filter(person => person.okta.isAdmin))
  if (hasGithub(admin) && admin.github.isOwner && random.chance(0.5)) {
    return [
      githubRow({ world, random, person: admin, spot, time }, 'audit_log_streaming.destroy', null, {
        business: world.github.org,
        operation_type: 'remove',
      }),
    ]
  }
  const stream = {
    id: `log${random.text(17)}`,
    type: 'LogStream',
    alternateId: 'unknown',
    displayName: 'Audit archive',
  }
  return [
    oktaRow(
      { world, random, person: admin, spot, time, session: oktaSession(random) },
      {
        eventType: 'system.log_stream.lifecycle.deactivate',
        displayMessage: 'Deactivate log stream',
        uri: `/api/v1/logStreams/${stream.id}/lifecycle/deactivate`,
        target: [stream],
      },
    ),
  ]
}

/** Some minutes on, an administrator notices and puts it right. */
function mended(
  world: World,
  random: Random,
  owner: AwsPerson,
  region: string,
  trail: string,
  deleted: boolean,
  time: number,
): Emission {
  const parameters = deleted
    ? { name: trail, s3BucketName: `${world.github.org}-logs`, isMultiRegionTrail: true, enableLogFileValidation: true }
    : { name: trail }
  return awsRow(withKey(world, random, owner, owner.home, time, region), {
    service: 'cloudtrail',
    name: deleted ? 'CreateTrail' : 'StartLogging',
    readOnly: false,
    parameters,
  })
}
