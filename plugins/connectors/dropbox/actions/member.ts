import { confirmField, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { call } from '../requests.ts'

/** The member that an action is on, as calls name one. */
export const selected = ({ target }: ActionInput) => ({ '.tag': 'team_member_id', team_member_id: target.externalId })

export const showMember = (input: ActionInput): HttpRequest =>
  call('/team/members/get_info_v2', { members: [selected(input)] })

export const memberIs = (is: string | string[]) =>
  confirmField({ vendor: 'Dropbox', what: 'the member', field: 'members_info.0.profile.status..tag', is })
