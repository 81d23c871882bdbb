import { createLogins } from '../logins.ts'
import { HEX, seeded } from '../random.ts'
import { perWorld } from '../world.ts'

/** A task of the tenant, as user activity names it. */
export interface WorkdayTask {
  id: string
  name: string
}

/** What everybody opens. */
const EVERYDAY = ['Home', 'My Tasks', 'Directory', 'View Payslip', 'Request Absence', 'View Worker', 'Learning']
/** What departments do besides. */
const OWN: Record<string, readonly string[]> = {
  People: ['Change Job', 'Request Compensation Change', 'Hire Employee', 'Run Custom Report'],
  Finance: ['Run Custom Report', 'Approve Expense Report', 'Create Supplier Invoice'],
}
/** What administrators change. */
const CHORES = [
  'Assign Users to User-Based Security Group',
  'Maintain Permissions for Security Group',
  'Edit Integration System',
  'Edit Business Process Definition',
]
/** What a thief is after. */
const PAY = ['Manage Payment Elections', 'View Payslip', 'Change My Contact Information']

/** What the company has at Workday: everybody, and two programs. User names are mail addresses, as at the identity provider. */
export const workdayOrg = perWorld(world => {
  const random = seeded(world.seed, world.domain, 'workday')
  const tasks = new Map(
    [...new Set([...EVERYDAY, ...Object.values(OWN).flat(), ...CHORES, ...PAY])].map(name => [
      name,
      { id: random.text(32, HEX), name },
    ]),
  )
  const named = (names: readonly string[]): WorkdayTask[] => names.map(name => tasks.get(name)!)
  return {
    tenant: world.org,
    /** Whom Casbah signs in as, and which owns the reports. */
    reportOwner: `ISU_Casbah_${world.org}`,
    /** Carries hours and pay to the payroll bureau. */
    payroll: `ISU_Payroll_${world.org}`,
    everyday: named(EVERYDAY),
    chores: named(CHORES),
    pay: named(PAY),
    ownTasks: (department: string) => named(OWN[department] ?? []),
    logins: createLogins(world, 'workday', (person, own) => ({
      isAdmin: person.isIt,
      worker: own.text(32, HEX),
      groups: [
        'All Employees',
        ...(person.isIt ? ['Security Administrator', 'Setup Administrator'] : []),
        ...(person.department === 'People' ? ['HR Partner'] : []),
        ...(person.department === 'Finance' ? ['Payroll Partner'] : []),
      ],
    })),
  }
})
