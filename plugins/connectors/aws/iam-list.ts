import type { HttpRequest, PageStyle, Place } from '@casbah/sdk'
import { iam } from './requests.ts'

/** A list of IAM, page by page: of the connector's own accounts or as a setting to read. */
export function iamList(operation: string, list: string, form: Record<string, string | boolean | undefined> = {}) {
  const result = `${operation}Response.${operation}Result`
  return {
    ask: ({ cursor }: Place, more: typeof form = {}): HttpRequest =>
      iam(operation, { ...form, ...more, MaxItems: 1_000, Marker: cursor }),
    rows: `${result}.${list}.member`,
    page: { style: 'bodyCursor', field: `${result}.Marker` } satisfies PageStyle,
    scope: `iam:${operation}`,
  }
}

export const USER_RIGHTS = iamList('GetAccountAuthorizationDetails', 'UserDetailList', { 'Filter.member.1': 'User' })
export const ROLES = iamList('GetAccountAuthorizationDetails', 'RoleDetailList', { 'Filter.member.1': 'Role' })
