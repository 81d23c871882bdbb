import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'

/** Where mail goes out: both settings are the operator's. */
export interface MailSettings {
  /** Such as `smtps://name:password@smtp.acme.example`. */
  url?: string | undefined
  /** Such as `Casbah <casbah@acme.example>`. */
  from?: string | undefined
}

export interface Mail {
  to: string
  subject: string
  text: string
}

/** What became of a mail. `unsent` may be tried again; of `unknown` nobody knows whether the server took it. */
export interface Posted {
  outcome: 'sent' | 'unsent' | 'failed' | 'unknown'
  message: string
}

const TIMEOUT_MS = 20_000
const LOOPBACK = /^(localhost|127\.|\[::1\])/

/** Hands mails to the operator's SMTP server, one connection each. */
export class Mailer {
  private readonly settings: MailSettings
  private readonly service: string

  /** `service`: whose environment has the settings; named when one is missing. */
  constructor(settings: MailSettings = {}, service = 'apps') {
    this.settings = settings
    this.service = service
  }

  /** What keeps mail from going out, as a sentence; null when nothing does. */
  get problem(): string | null {
    const { url, from } = this.settings
    if (!url || !from) {
      const missing = [!url && 'SMTP_URL', !from && 'MAIL_FROM'].filter(Boolean)
      const said = `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'}`
      return `No mail can go out, since ${said} not set. Set what is missing for the ${this.service} service and start it again.`
    }
    if (!/^smtps?:$/.test(URL.parse(url)?.protocol ?? ''))
      return 'No mail can go out, since SMTP_URL is no address such as smtps://name:password@smtp.acme.example.'
    return null
  }

  /** `onSend` is awaited once the server let us in, before it is told of the mail; when it rejects, the mail stays. */
  async post(mail: Mail, onSend: () => Promise<void>): Promise<Posted> {
    const { problem } = this
    if (problem) return { outcome: 'failed', message: problem }
    const url = new URL(this.settings.url!)
    const composed = new MailComposer({ ...mail, from: this.settings.from! }).compile()
    const bytes = await composed.build()
    const { from, to } = composed.getEnvelope()
    const loopback = LOOPBACK.test(url.hostname)
    const connection = new SMTPConnection({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
      secure: url.protocol === 'smtps:',
      // A password never goes over an open line.
      requireTLS: url.protocol === 'smtp:' && url.username !== '' && !loopback,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    })
    const talk = new Talk(connection)
    try {
      await talk.step(done => connection.connect(done))
      if (url.username) {
        const credentials = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
        await talk.step(done => connection.login({ credentials }, done))
      }
    } catch (error) {
      connection.close()
      return judge(error as SmtpError, false)
    }
    let begun = false
    try {
      await onSend()
      const content = Readable.from(
        (function* () {
          begun = true
          yield bytes
        })(),
      )
      await talk.step(done => connection.send({ from: from || '', to }, content, done))
      connection.quit()
      return { outcome: 'sent', message: `The mail server took the message to ${mail.to}.` }
    } catch (error) {
      connection.close()
      if (!isSmtp(error)) throw error
      return judge(error, begun)
    }
  }
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string }

const isSmtp = (error: unknown): error is SmtpError =>
  error instanceof Error &&
  ('command' in error || 'responseCode' in error || /^E[A-Z]+$/.test(String((error as SmtpError).code)))

/** Steps of a connection, each of which the connection's own failure ends, too. */
class Talk {
  private fail: (error: Error) => void = () => undefined

  constructor(connection: SMTPConnection) {
    connection.on('error', error => this.fail(error as Error))
    connection.on('end', () => this.fail(Object.assign(new Error('the connection ended'), { code: 'ECONNECTION' })))
  }

  step(run: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.fail = reject
      run(error => (error ? reject(error) : resolve()))
    })
  }
}

/** `begun`: the content was on its way. A 4xx says "later", a 5xx "no"; without an answer to the content it may have been taken. */
function judge({ message, responseCode }: SmtpError, begun: boolean): Posted {
  const said = message.replace(/\s+/g, ' ').slice(0, 300)
  if (responseCode && responseCode >= 500)
    return {
      outcome: 'failed',
      message: `The mail server refuses the message: ${said}. Check SMTP_URL, MAIL_FROM and the address.`,
    }
  if (begun && !responseCode)
    return { outcome: 'unknown', message: `The mail server broke off while it took the message: ${said}.` }
  return {
    outcome: 'unsent',
    message: `The mail server cannot take the message now: ${said}. Casbah tries again by itself.`,
  }
}
