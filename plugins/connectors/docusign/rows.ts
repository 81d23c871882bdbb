import { translate, type AccessDraft, type AccountDraft } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const id = z.string().min(1)

/** What the eSignature API lists. Switches and numbers are texts there. */
export const user = z.looseObject({
  userId: id,
  userName: text,
  email: text,
  userStatus: text,
  isAdmin: text,
  lastLogin: text,
})
export const group = z.looseObject({ groupId: id, groupName: text })
export const member = z.looseObject({ userId: id })
export const envelope = z.looseObject({
  envelopeId: id,
  emailSubject: text,
  status: text,
  lastModifiedDateTime: text,
  sender: z.looseObject({ email: text }).nullish(),
  recipients: z.record(z.string(), z.unknown()).nullish(),
})
export const connect = z.looseObject({
  connectId: id,
  name: text,
  urlToPublishTo: text,
  includeDocuments: text,
  envelopeEvents: z.array(z.string()).nullish(),
  events: z.array(z.string()).nullish(),
})
/** What the Admin API lists. */
export const profile = z.looseObject({
  id,
  federated_status: text,
  is_organization_admin: z.boolean().nullish(),
  require_two_step_verification: z.boolean().nullish(),
})
export const domain = z.looseObject({ host_name: id, status: text })

/** Whether a switch is on. */
export const isOn = (value: unknown) => String(value).toLowerCase() === 'true'

const STATUSES: Record<string, AccountDraft['status']> = {
  active: 'ACTIVE',
  activationsent: 'INVITED',
  activationrequired: 'INVITED',
  created: 'INVITED',
  disabled: 'SUSPENDED',
  closed: 'DELETED',
}
export const statusOf = (status: string | null | undefined) => translate(STATUSES, status?.toLowerCase()) ?? 'UNKNOWN'

/** An envelope that is no longer on its way can be seen by who took part, and by nobody else any more. */
export const isOver = (status: string | null | undefined) => /^(completed|declined|voided|deleted)$/i.test(status ?? '')

const recipients = z.array(z.looseObject({ email: text })).catch([])

/** Who signs may write; who gets a copy reads. Whoever is asked by telephone alone has no address. */
export const accessOf = (all: Record<string, unknown>): AccessDraft[] =>
  Object.entries(all).flatMap(([kind, list]) =>
    recipients
      .parse(list)
      .flatMap(({ email: name }) =>
        name
          ? [{ to: 'user' as const, name, role: /signers$/i.test(kind) ? ('WRITE' as const) : ('READ' as const) }]
          : [],
      ),
  )
