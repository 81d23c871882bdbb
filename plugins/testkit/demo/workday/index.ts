import { createWorkday } from '../../vendors/workday.ts'
import type { DemoPart } from '../part.ts'
import { workdayOrg } from './org.ts'
import { workdaySettings } from './settings.ts'
import { CHORES, machines, plunder, work } from './work.ts'

/** Staff and pay of everybody. Whoever left can still sign in. */
export const workday: DemoPart = {
  open: (world, { now, random }) => {
    const { tenant, reportOwner, payroll, logins } = workdayOrg(world)
    const people = logins.accounts(({ isAdmin, groups }, { email }) => ({
      id: email,
      login: email,
      status: 'ACTIVE',
      isAdmin,
      mfa: true,
      groups,
    }))
    const programs = [reportOwner, payroll].map(login => ({
      id: login,
      login,
      email: '',
      name: login,
      status: 'ACTIVE' as const,
      isAdmin: false,
      mfa: false,
      groups: ['ISSG Integrations'],
    }))
    const accounts = [...people, ...programs]
    return createWorkday({
      host: 'wd5-services1.myworkday.com',
      tenant,
      reportOwner,
      clientId: random.text(36),
      clientSecret: random.text(64),
      refreshToken: random.text(80),
      now,
      accounts,
      settings: workdaySettings(world, accounts, now()),
    })
  },
  reading: {
    activity: {
      schema: 'UserActivityTracking',
      who: ['systemAccount'],
      action: 'taskDisplayName',
      ip: 'ipAddress',
    },
    'sign-ons': {
      id: 'Signon_ID',
      who: ['User_Name'],
      action: 'Authentication_Type',
      ip: 'Signon_IP_Address',
    },
  },
  work,
  chores: CHORES,
  machines,
  plunder,
}
