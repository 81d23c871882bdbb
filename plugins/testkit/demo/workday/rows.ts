import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import { HEX, type Random } from '../random.ts'
import { workdayOrg, type WorkdayTask } from './org.ts'

/** Workday's data centre is in the west of America, and so are its times. */
const OFFSET = 8 * 3_600_000

/** A moment in a session of Workday's own. */
export interface WorkdayMoment extends Moment {
  workdaySession: string
}

export const newWorkdaySession = (random: Random) => random.text(6, HEX)

/** An entry of user activity. What it is done to is a worker; the one who acts, where nobody else is. */
export function activityRow(moment: WorkdayMoment, action: 'READ' | 'WRITE', task: WorkdayTask, to?: Person): Emission {
  const { world, person, spot, workdaySession } = moment
  const { logins } = workdayOrg(world)
  const time = Math.floor(moment.time)
  const about = to ?? person
  return {
    vendor: 'workday',
    partition: 'activity',
    time,
    row: {
      requestTime: new Date(time).toISOString(),
      activityAction: action,
      taskDisplayName: task.name,
      taskId: task.id,
      systemAccount: person.email,
      sessionId: workdaySession,
      ipAddress: spot.network.ip,
      userAgent: spot.device.userAgent,
      deviceType: 'Desktop',
      target: { id: logins.of(about).worker, descriptor: about.name },
    },
  }
}

/** A row of the report on sign-ons. */
export function signOnRow(moment: WorkdayMoment, over: Record<string, unknown> = {}): Emission {
  const { random, person, spot, workdaySession } = moment
  const time = Math.floor(moment.time)
  return {
    vendor: 'workday',
    partition: 'sign-ons',
    time,
    row: {
      Signon_ID: random.text(32, HEX),
      Signon_DateTime: new Date(time - OFFSET).toISOString().replace('Z', '-08:00'),
      User_Name: person.email,
      Successful: '1',
      Failed_Signon: '0',
      Signon_IP_Address: spot.network.ip,
      Authentication_Channel: 'UI',
      Authentication_Type: 'SAML',
      Short_Session_ID: workdaySession,
      User_Agent: spot.device.userAgent,
      ...over,
    },
  }
}
