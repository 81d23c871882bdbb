import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { errorOf, success, v1Error, v2Error } from './errors.ts'
import type { OneLoginSettings } from './settings.ts'

export interface OneLoginDirectory {
  accounts: VendorAccount[]
  settings: OneLoginSettings
  /** Epoch milliseconds. */
  now: () => number
  /** Puts an event of this type about the user into the log. */
  record: (type: number, user: VendorAccount) => void
}

const ACTIVE = 1
const SUSPENDED = 2
const LOCKED = 3

/** A user who was deleted is no longer there. */
export const usersOf = ({ accounts }: OneLoginDirectory) => accounts.filter(({ status }) => status !== 'DEPROVISIONED')

/** A user as version 2 shows it. */
export function userObject({ settings, now }: OneLoginDirectory, user: VendorAccount): object {
  const [firstname = '', ...rest] = user.name.split(' ')
  const hourAgo = new Date(now() - 3_600_000).toISOString()
  return {
    id: Number(user.id),
    status: statusOf(settings, user),
    state: 1,
    username: user.login,
    email: user.email,
    firstname,
    lastname: rest.join(' '),
    title: null,
    created_at: '2025-01-02T08:00:00.000Z',
    activated_at: '2025-01-02T09:00:00.000Z',
    last_login: settings.lastLogins[user.id] === undefined ? hourAgo : settings.lastLogins[user.id],
    locked_until: null,
    invalid_login_attempts: 0,
    role_ids: settings.roles.filter(role => role.users.includes(Number(user.id))).map(({ id }) => id),
  }
}

/** What is asked of one user: the rest of the path behind /api/{version}/users/{id}. */
export function answerUser(
  directory: OneLoginDirectory,
  request: VendorRequest,
  id: string,
  rest: string,
): VendorAnswer {
  const { method, path, body } = request
  const user = usersOf(directory).find(one => one.id === id)
  if (!user) return errorOf(path, 404, 'not found', 'User not found')
  const { settings, record } = directory
  switch (`${method} ${path.slice(0, 6)} ${rest}`) {
    case 'GET /api/2 ':
      return { status: 200, body: userObject(directory, user) }
    case 'PUT /api/2 ':
      return update(directory, user, jsonIn(body) ?? {})
    case 'PUT /api/1 /lock_user': {
      const { locked_until: minutes } = jsonIn(body) ?? {}
      if (!Number.isInteger(minutes)) return v1Error(400, 'bad request', 'locked_until must be a number of minutes')
      settings.statuses[user.id] = LOCKED
      record(531, user)
      return success()
    }
    case 'PUT /api/1 /logout':
      record(516, user)
      return success()
    case 'GET /api/1 /otp_devices':
      return success({
        data: {
          otp_devices: (settings.devices[user.id] ?? []).map(({ id: device, name, factor, active }) => ({
            id: device,
            active,
            default: true,
            auth_factor_name: factor,
            type_display_name: factor,
            user_display_name: name,
            needs_trigger: true,
          })),
        },
      })
    default:
      return errorOf(path, 404, 'not found', 'No Route Exists')
  }
}

/** The rest of the path behind /api/2/mfa/users/{id}/devices. */
export function answerDevices(directory: OneLoginDirectory, method: string, id: string, device: string): VendorAnswer {
  const user = usersOf(directory).find(one => one.id === id)
  const devices = directory.settings.devices[id] ?? []
  if (!user) return v2Error(404, 'NotFoundError', 'User not found')
  if (method === 'GET' && device === '')
    return {
      status: 200,
      body: devices.map(one => ({
        device_id: String(one.id),
        type_display_name: one.factor,
        auth_factor_name: one.factor,
        user_display_name: one.name,
        default: true,
      })),
    }
  if (method !== 'DELETE' || !devices.some(one => String(one.id) === device))
    return v2Error(404, 'NotFoundError', 'Device not found')
  directory.settings.devices[id] = devices.filter(one => String(one.id) !== device)
  directory.record(24, user)
  return { status: 204 }
}

/** DELETE of /api/2/roles/{id}/users: the body is a list without a name. */
export function takeRole(directory: OneLoginDirectory, id: string, body: string): VendorAnswer {
  const role = directory.settings.roles.find(one => String(one.id) === id)
  if (!role) return v2Error(404, 'NotFoundError', 'Role not found')
  const users: unknown = JSON.parse(body || 'null')
  if (!Array.isArray(users)) return v2Error(422, 'UnprocessableEntityError', 'should be array')
  for (const user of usersOf(directory)) {
    if (!users.includes(Number(user.id)) || !role.users.includes(Number(user.id))) continue
    role.users = role.users.filter(one => one !== Number(user.id))
    directory.record(514, user)
  }
  return { status: 204 }
}

function update(
  directory: OneLoginDirectory,
  user: VendorAccount,
  { status, role_ids: roles }: { status?: number; role_ids?: number[] },
): VendorAnswer {
  const { settings, record } = directory
  if (status !== undefined) {
    if (!Number.isInteger(status) || status < 0 || status > 8)
      return v2Error(422, 'UnprocessableEntityError', 'status is invalid')
    const before = statusOf(settings, user)
    user.status = status === SUSPENDED ? 'SUSPENDED' : 'ACTIVE'
    if (status === ACTIVE || status === SUSPENDED) delete settings.statuses[user.id]
    else settings.statuses[user.id] = status
    record(status === SUSPENDED ? 551 : before === LOCKED && status === ACTIVE ? 12 : 529, user)
  }
  if (roles) {
    const id = Number(user.id)
    for (const role of settings.roles) {
      const others = role.users.filter(one => one !== id)
      if (roles.includes(role.id) && others.length === role.users.length) record(513, user)
      role.users = roles.includes(role.id) ? [...others, id] : others
    }
  }
  return { status: 200, body: userObject(directory, user) }
}

function statusOf({ statuses }: OneLoginSettings, user: VendorAccount): number {
  return user.status === 'SUSPENDED' ? SUSPENDED : (statuses[user.id] ?? ACTIVE)
}
