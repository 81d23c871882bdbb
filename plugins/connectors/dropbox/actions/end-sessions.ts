import { defineAction, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { call } from '../requests.ts'
import { sessionsIn } from '../sessions.ts'

const show = ({ target }: ActionInput): HttpRequest =>
  call('/team/devices/list_member_devices', { team_member_id: target.externalId })

export const endSessions = defineAction({
  name: 'end-sessions',
  title: 'Sign out everywhere',
  description: 'Ends all sessions in browsers, and unlinks computers and phones. Files on them stay. Linked apps stay.',
  target: 'ACCOUNT',
  effect: 'DISRUPTIVE',
  containment: 10,
  scope: 'sessions.modify',
  readScopes: ['sessions.list'],
  lookup: show,
  request: input => {
    const sessions = sessionsIn(input.found)
    if (!sessions) throw new Error('Dropbox did not list the sessions of this member, so none can be ended.')
    const team_member_id = input.target.externalId
    const revoke_devices = sessions.map(({ kind, id }) => ({ '.tag': kind, session_id: id, team_member_id }))
    return revoke_devices.length > 0 ? call('/team/devices/revoke_device_session_batch', { revoke_devices }) : []
  },
  confirm: {
    request: show,
    judge: answer => {
      const left = sessionsIn(answer)?.length ?? null
      return left === null
        ? { done: null, result: `Dropbox answers ${answer.status} without the sessions of this member.` }
        : { done: left === 0, result: `Dropbox lists ${left} sessions and devices of this member.` }
    },
  },
})
