import type { VendorAccount, VendorAnswer } from '../../replay/vendor.ts'
import type { BoxSettings } from './settings.ts'

const CREATED = '2024-05-02T08:00:00-07:00'
/** What is given without being asked for; neither role nor exemptions are. */
const USUAL = ['name', 'login', 'created_at', 'modified_at', 'status', 'language', 'timezone']

/** A user by the fields that were asked for. */
export function userRow(account: VendorAccount, settings: BoxSettings, fields: string | null): Record<string, unknown> {
  const { id, name, email: login, isAdmin, status } = account
  const all: Record<string, unknown> = {
    name,
    login,
    created_at: CREATED,
    modified_at: CREATED,
    language: 'en',
    timezone: 'Europe/Berlin',
    status: status === 'ACTIVE' ? 'active' : 'inactive',
    role: isAdmin ? 'coadmin' : 'user',
    is_platform_access_only: settings.programs.includes(id),
    is_exempt_from_login_verification: settings.exemptions.verification.includes(id),
    is_exempt_from_device_limits: settings.exemptions.devices.includes(id),
  }
  const wanted = fields?.split(',') ?? USUAL
  return { type: 'user', id, ...Object.fromEntries(Object.entries(all).filter(([key]) => wanted.includes(key))) }
}

/** The app’s own account, in whose name requests without `as-user` are. */
export const serviceAccount = (): VendorAnswer => ({
  status: 200,
  body: { type: 'user', id: '9000000001', name: 'Casbah', login: 'AutomationUser_1_casbah@boxdevedition.com' },
})
