import type { Database, Mail, Mailer } from '@casbah/kit'
import type { ActionAnswer, ActionOrder } from '../../collection/connector-host.ts'
import type { Catalogue } from '../../connector/catalogue.ts'
import { OWN_PARAMETERS, type OwnAction } from '../../connector/own-actions.ts'
import { ownDomains } from '../../inventory/own-domains.ts'
import { doneFor, noticeMail } from './notice.ts'

/** What a notice is about, beside the order. */
export interface About {
  tenant: string
  app: string
  account: string | null
  reason: string
  alert: string | null
}

/** Carries out what Casbah does itself: writing to the person and to the manager. */
export class Notifier {
  private readonly db: Database
  private readonly catalogue: Catalogue
  private readonly mailer: Mailer

  constructor(db: Database, catalogue: Catalogue, mailer: Mailer) {
    this.db = db
    this.catalogue = catalogue
    this.mailer = mailer
  }

  /** Like the connector host's `act`. A mail server cannot be asked afterwards. */
  async act({ action, mode, parameters, onSend }: ActionOrder, about: About): Promise<ActionAnswer> {
    if (mode !== 'run' && mode !== 'dry-run')
      return { request: null, outcome: 'unaskable', result: null, problem: null }
    const parsed = OWN_PARAMETERS[action as OwnAction].safeParse(parameters)
    if (!parsed.success) {
      const misfits = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message }))
      const said = misfits.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' ')
      return { ...failed('BAD_CONFIG', `The action's parameters do not fit: ${said}`), misfits }
    }
    const mail = await this.write(action as OwnAction, parsed.data, about)
    if (typeof mail === 'string') return failed('BAD_CONFIG', mail)
    const { problem } = this.mailer
    if (problem) return failed('BAD_CONFIG', problem)
    const request = { method: 'MAIL', ...mail }
    if (mode === 'dry-run') return { request, outcome: 'shown', result: null, problem: null }
    const { outcome, message } = await this.mailer.post(mail, async () => onSend?.(request))
    if (outcome === 'sent') return { request, outcome, result: message, problem: null }
    return {
      request,
      outcome,
      result: null,
      problem: { code: outcome === 'failed' ? 'BAD_CONFIG' : 'VENDOR_UNAVAILABLE', message },
    }
  }

  /** The mail, or why there is none. */
  private write(
    action: OwnAction,
    given: { address?: string | undefined; message?: string | undefined },
    { tenant, app, account, reason, alert }: About,
  ): Promise<Mail | string> {
    return this.db.read(tenant, async tx => {
      const [found] = await tx.query<{ email: string | null; name: string; app: string }>(
        `select c.email, coalesce(c.email, c.display_name, c.external_id) as name, a.name as app
         from apps.account c join apps.app a on a.tenant = c.tenant and a.id = c.app
         where c.tenant = $1 and c.app = $2 and c.id = $3`,
        [tenant, app, account],
      )
      if (!found) return 'The account that the mail is about is gone.'
      const aboutOther = action === 'notify-manager'
      const to = aboutOther ? given.address?.toLowerCase() : found.email
      if (!to)
        return aboutOther
          ? `${found.app} does not tell who the manager of ${found.name} is. Give the parameter \`address\`.`
          : `${found.app} does not tell an e-mail address of ${found.name}, so no mail can reach the person.`
      const own = await ownDomains(tx)
      const domain = to.slice(to.lastIndexOf('@') + 1)
      if (aboutOther && own.size && !own.has(domain))
        return `${domain} is no domain of the organisation, and what happens in it is told to nobody outside. Give another \`address\`, or name the domain with \`setOwnDomains\`.`
      const actions = account ? await doneFor(tx, alert, account) : []
      const done = actions.map(({ spec, said }) => `${this.catalogue.action(spec)?.title ?? spec}: ${said}`)
      return noticeMail({ to, account: found.name, app: found.app, reason, message: given.message, done }, aboutOther)
    })
  }
}

const failed = (code: 'BAD_CONFIG', message: string): ActionAnswer => ({
  request: null,
  outcome: 'failed',
  result: null,
  problem: { code, message },
})
