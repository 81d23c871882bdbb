import { confirmField, defineAction, type ActionInput } from '@casbah/sdk'

const fileOf = ({ target }: ActionInput) => ({ file: target.externalId })
const hasLink = (is: boolean) =>
  confirmField({ vendor: 'Slack', what: 'the file', field: 'file.public_url_shared', is })

export const revokePublicLink = defineAction({
  name: 'revoke-public-link',
  title: 'Revoke public link',
  description:
    'Makes the public link of a file useless. The file stays where it was shared within Slack. Taken back, Slack makes a public link again, which may be another.',
  target: 'RESOURCE',
  kinds: ['FILE'],
  effect: 'DISRUPTIVE',
  containment: 40,
  scope: 'files:write',
  request: input => ({ method: 'POST', path: '/api/files.revokePublicURL', form: fileOf(input) }),
  confirm: { request: input => ({ path: '/api/files.info', query: fileOf(input) }), judge: hasLink(false) },
  undo: {
    request: input => ({ method: 'POST', path: '/api/files.sharedPublicURL', form: fileOf(input) }),
    judge: hasLink(true),
  },
})
