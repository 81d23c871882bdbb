import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import type { Person } from '../people.ts'
import type { World } from '../world.ts'
import { egnyteOrg } from './org.ts'

export const displayOf = ({ name, email }: Person) => `${name} ( ${email} )`

/** No two events of the company have the same time, by which they are told apart where they are equal else. */
const timeOf = ({ time, person, random }: Moment) =>
  Math.floor(time / 1_000) * 1_000 + ((person.index * 16) % 1_000) + random.int(0, 15)

/** What somebody does with a file or folder. */
export function onFile(moment: Moment, action: string, sourcePath: string, targetPath = 'N/A'): Emission {
  const { world, person, spot } = moment
  const date = timeOf(moment)
  const row = {
    date,
    sourcePath,
    targetPath,
    user: displayOf(person),
    userId: String(egnyteOrg(world).logins.of(person).id),
    action,
    access: 'Web UI',
    ipAddress: spot.network.ip,
    actionInfo: '',
    auditSource: 'FILE_AUDIT',
  }
  return { vendor: 'egnyte', partition: 'files', time: date, row }
}

/** A sign-in, or its end. */
export function signIn(moment: Moment, action: 'Login' | 'Logout' | 'Failed Attempt'): Emission {
  const { world, person, spot } = moment
  const date = timeOf(moment)
  const row = {
    date,
    user: displayOf(person),
    userId: String(egnyteOrg(world).logins.of(person).id),
    action,
    access: 'Web UI',
    ipAddress: spot.network.ip,
    actionInfo: action === 'Failed Attempt' ? 'Wrong password' : '',
    auditSource: 'LOGIN_AUDIT',
  }
  return { vendor: 'egnyte', partition: 'files', time: date, row }
}

/** What an administrator changes; Egnyte does not say from where. */
export function administered(
  moment: Moment,
  event: { auditSource: string; action: string; subject: string; sourcePath?: string; actionInfo?: string },
): Emission {
  const date = timeOf(moment)
  const row = { date, actor: displayOf(moment.person), actionInfo: '', source: 'Web UI', ...event }
  return { vendor: 'egnyte', partition: 'administration', time: date, row }
}

/** The program that keeps users as the company's directory has them, at an instant of its nightly run. */
export function synchronised(world: World, date: number, person: Person): Emission {
  const row = {
    date,
    actor: `Directory Sync ( directory-sync@${world.domain} )`,
    subject: displayOf(person),
    action: 'Update',
    actionInfo: '',
    source: 'Public API',
    auditSource: 'USER_AUDIT',
  }
  return { vendor: 'egnyte', partition: 'administration', time: date, row }
}
