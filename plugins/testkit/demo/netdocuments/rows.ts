import { logTime } from '../../vendors/netdocuments/log.ts'
import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import { netdocumentsOrg, type Paper } from './org.ts'

/** Who did it, from which address (host). */
interface Who {
  host: string
  user: { id: string; guid: string; name: string; email: string; memberType: 'I' }
}

/** An entry of one of the logs; times are whole seconds. */
function entry(partition: string, at: number, name: string, who: Who, more: Record<string, unknown>): Emission {
  const time = Math.floor(at / 1_000) * 1_000
  return { vendor: 'netdocuments', partition, time, row: { activity: { date: logTime(time), name, ...who, ...more } } }
}

const userOf = ({ id, name, email }: { id: string; name: string; email: string }): Who['user'] => ({
  id: email,
  guid: id,
  name,
  email,
  memberType: 'I',
})

function personOf({ world, person, spot }: Moment): Who {
  const { id } = netdocumentsOrg(world).logins.of(person)
  return { host: spot.network.ip, user: userOf({ ...person, id }) }
}

/** What somebody does with a document. */
export const used = (moment: Moment, name: string, { docId, name: title, matter, cabinet }: Paper): Emission =>
  entry('consolidated', moment.time, name, personOf(moment), {
    source: { id: '2', name: 'ndOffice' },
    storageObject: { docId, name: title, fileExtension: 'docx', version: '1', Matter: matter, cabinet },
  })

/** What an administrator changes. */
export const changed = (moment: Moment, name: string, description: string): Emission =>
  entry('admin', moment.time, name, personOf(moment), { description })

/** What the program changes that follows the directory. */
export function synced({ world, time }: Pick<Moment, 'world' | 'time'>, name: string, description: string): Emission {
  const { sync } = netdocumentsOrg(world)
  return entry('admin', time, name, { host: sync.network.ip, user: userOf(sync) }, { description })
}
