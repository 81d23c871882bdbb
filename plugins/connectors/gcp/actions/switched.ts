import { at, type ActionInput, type Confirmation, type HttpRequest } from '@casbah/sdk'

const IAM = 'https://iam.googleapis.com'

/** How a service account or a key of one is shown, switched off and switched on again, by the path of the thing. */
export function switched(what: string, pathOf: (input: ActionInput) => string) {
  const post =
    (verb: string) =>
    (input: ActionInput): HttpRequest => ({
      method: 'POST',
      url: `${IAM}${pathOf(input)}:${verb}`,
      json: {},
    })
  // Google leaves out what is false.
  const judge =
    (is: boolean) =>
    ({ status, body }: { status: number; body: unknown }): Confirmation => {
      if (status !== 200) return { done: false, result: `Google answers ${status} for ${what}.` }
      if (typeof at(body, 'name') !== 'string')
        return { done: null, result: `Google’s answer does not tell of ${what}.` }
      const disabled = at(body, 'disabled') === true
      return { done: disabled === is, result: `Google shows ${what} as ${disabled ? 'disabled' : 'enabled'}.` }
    }
  return {
    request: post('disable'),
    confirm: { request: (input: ActionInput): HttpRequest => ({ url: `${IAM}${pathOf(input)}` }), judge: judge(true) },
    undo: { request: post('enable'), judge: judge(false) },
  }
}
