import { translate } from '@casbah/sdk'

/** Kinds of objects that the three logs name in words of their own. */
const KINDS: Record<string, string> = {
  users: 'user',
  groups: 'group',
  sites: 'site',
  orgs: 'organisation',
  policies: 'policy',
  projects: 'project',
  issues: 'issue',
  spaces: 'space',
  pages: 'page',
  directories: 'directory',
  domains: 'domain',
  roles: 'role',
}

/** `CUSTOM_FIELD`, `Space` and `users` are `custom_field`, `space` and `user`. */
export function kindOf(type: string | null | undefined): string {
  const plain = (type || 'unknown').toLowerCase().replaceAll(/\W+/g, '_')
  return translate(KINDS, plain) ?? plain
}
