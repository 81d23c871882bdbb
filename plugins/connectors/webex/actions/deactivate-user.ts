import { confirmField, defineAction } from '@casbah/sdk'
import { putPerson, showPerson } from '../person.ts'

/** Shown as text by some versions. */
const isEnabled = (is: boolean) =>
  confirmField({ vendor: 'Webex', what: 'the person', field: 'loginEnabled', is: [is, String(is)] })

export const deactivateUser = defineAction({
  name: 'deactivate-user',
  title: 'Deactivate user',
  description:
    'Keeps the person from signing in. Licences, roles, spaces and all else stay: the person is read whole, and put back with the sign-in switched off.',
  target: 'ACCOUNT',
  effect: 'REVERSIBLE',
  scope: 'spark-admin:people_write',
  lookup: showPerson,
  request: input => putPerson(input, false),
  confirm: { request: showPerson, judge: isEnabled(false) },
  undo: { request: input => putPerson(input, true), judge: isEnabled(true) },
})
