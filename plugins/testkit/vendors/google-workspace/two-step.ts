import type { VendorAccount, VendorAnswer } from '../../replay/vendor.ts'
import type { GoogleDirectory } from './directory.ts'
import { DONE, googleError, notFound } from './errors.ts'

/** What stands beside somebody's second step, and the second step itself; undefined where the path is another. */
export function answerTwoStep(
  { settings, record }: GoogleDirectory,
  user: VendorAccount,
  method: string,
  path: string,
): VendorAnswer | undefined {
  const { backupCodes, appPasswords } = settings
  const told = { USER_EMAIL: user.email }
  if (path === 'verificationCodes' && method === 'GET') {
    const items = (backupCodes[user.id] ?? []).map(verificationCode => ({
      kind: 'admin#directory#verificationCode',
      userId: user.id,
      verificationCode,
    }))
    return {
      status: 200,
      body: { kind: 'admin#directory#verificationCodesList', ...(items.length > 0 && { items }) },
    }
  }
  if (path === 'verificationCodes/invalidate' && method === 'POST') {
    backupCodes[user.id] = []
    record('admin', 'USER_SETTINGS', 'DELETE_2SV_SCRATCH_CODES', told)
    return DONE
  }
  if (path === 'twoStepVerification/turnOff' && method === 'POST') {
    if (!user.mfa) return googleError(400, 'invalid', 'User is not enrolled in 2-step verification.')
    user.mfa = false
    backupCodes[user.id] = []
    record('admin', 'USER_SETTINGS', 'TURN_OFF_2_STEP_VERIFICATION', told)
    return DONE
  }
  if (path === 'asps' && method === 'GET') {
    const items = (appPasswords[user.id] ?? []).map(({ codeId, name }) => ({
      kind: 'admin#directory#asp',
      userKey: user.id,
      codeId,
      name,
    }))
    return { status: 200, body: { kind: 'admin#directory#aspList', ...(items.length > 0 && { items }) } }
  }
  const code = /^asps\/(\d+)$/.exec(path)?.[1]
  if (code === undefined || method !== 'DELETE') return undefined
  const kept = (appPasswords[user.id] ?? []).filter(({ codeId }) => codeId !== Number(code))
  if (kept.length === (appPasswords[user.id] ?? []).length) return notFound('codeId')
  appPasswords[user.id] = kept
  record('admin', 'USER_SETTINGS', 'REVOKE_ASP', { ...told, ASP_ID: code })
  return DONE
}
