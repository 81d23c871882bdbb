/** What a policy does besides raising an alert: an action, a call of a webhook or a mail. */
export type ResponseData = ActionResponse | WebhookResponse | MailResponse

export interface ActionResponse {
  /** Id of the action spec, such as `okta/suspend-user`. */
  action: string
  parameters: Record<string, unknown>
  /** Age of what matched, in seconds, up to which it runs by itself. */
  maxAgeSeconds: number
}

export interface WebhookResponse {
  /** Id of the webhook. */
  webhook: string
}

export interface MailResponse {
  /** Address to write to, in lower case. */
  email: string
}

export const isAction = (response: ResponseData): response is ActionResponse => 'action' in response
export const isMail = (response: ResponseData): response is MailResponse => 'email' in response

/** A policy's responses at most. */
export const MOST_RESPONSES = 10
export const USUAL_MAX_AGE = 3_600

/** The connector of a spec; `casbah` for what we do ourselves, in every app. */
export const connectorOf = (spec: string): string => spec.slice(0, spec.indexOf('/'))
export const OWN = 'casbah'
/** Our own actions: mail about an account. */
export const OWN_SPECS: readonly string[] = ['casbah/notify-user', 'casbah/notify-manager']
