import { dateTime } from '../../vendors/servicenow/date-time.ts'
import { sysId } from '../../vendors/servicenow/sys-id.ts'
import type { Emission } from '../emission.ts'
import type { Moment } from '../moment.ts'
import { HEX } from '../random.ts'
import { servicenowOrg } from './org.ts'

/** A session of the instance, 32 hexadecimal signs. */
export const newSession = ({ random }: Moment): string => random.text(32, HEX)

/** What every row has: a key, its time in whole seconds, and who made it. */
function rowOf(moment: Moment, by: string) {
  const time = Math.floor(moment.time / 1_000) * 1_000
  return { time, fields: { sys_id: moment.random.text(32, HEX), sys_created_on: dateTime(time), sys_created_by: by } }
}

const userOf = ({ world, person }: Moment) => servicenowOrg(world).logins.of(person).userName

/** An event of signing in or out, which is made before anybody is signed in. */
export function signInEvent(moment: Moment, name: string, session: string): Emission {
  const { time, fields } = rowOf(moment, 'guest')
  const row = {
    ...fields,
    name,
    parm1: userOf(moment),
    parm2: moment.spot.network.ip,
    instance: session,
    table: '',
    state: 'processed',
    user_id: '',
    user_name: 'guest',
    processed: fields.sys_created_on,
  }
  return { vendor: 'servicenow', partition: 'sysevent', time, row }
}

/** A request of somebody in a browser. */
export function requested(moment: Moment, type: string, url: string, session: string): Emission {
  const { time, fields } = rowOf(moment, userOf(moment))
  const { network, device } = moment.spot
  const row = {
    ...fields,
    type,
    url,
    remote_ip: network.ip,
    session,
    user_agent: device.userAgent,
    response_time: String(moment.random.int(40, 900)),
    response_status: '200',
  }
  return { vendor: 'servicenow', partition: 'syslog_transaction', time, row }
}

/** What changed in one field of one record. */
export interface Changed {
  tablename: string
  fieldname: string
  documentkey: string
  oldvalue: string
  newvalue: string
  /** How often the record was changed before: `0` for a new one, `-1` for one that is gone. */
  record_checkpoint: string
}

/** A row of the audit, which says nothing of where from. */
export function changed(moment: Moment, change: Changed): Emission {
  const { time, fields } = rowOf(moment, userOf(moment))
  const row = { ...fields, ...change, user: userOf(moment), reason: '', internal_checkpoint: '' }
  return { vendor: 'servicenow', partition: 'sys_audit', time, row }
}

/** The key of somebody's record. */
export const userKey = (userName: string) => sysId('sys_user', userName)
