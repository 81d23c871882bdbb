import type { AccessDraft } from '@casbah/sdk'
import { audienceOf, exposureOf, outsideDomainsOf, type Exposure } from './exposure.ts'

const own = new Set(['acme.example', 'gmail.com'])
const staff: Record<string, boolean> = { U1: false, U2: true, 'kim@partner.example': false }
const known = (name: string) => staff[name]
const user = (name: string, more: Partial<AccessDraft> = {}): AccessDraft => ({ to: 'user', name, ...more })

describe('exposure', () => {
  it.each<[string, AccessDraft[], Exposure]>([
    ['nobody else', [], 'PRIVATE'],
    ['the owner alone', [user('Ann@acme.example', { role: 'OWN' })], 'PRIVATE'],
    ['the owner named as a reader', [user('ann@acme.example', { role: 'READ' })], 'PRIVATE'],
    ['somebody of the organisation', [user('bob@acme.example')], 'INTERNAL'],
    ['somebody of a subdomain', [user('bob@lab.acme.example')], 'INTERNAL'],
    ['a look-alike domain', [user('bob@notacme.example')], 'EXTERNAL'],
    ['everybody of the organisation', [{ to: 'organisation' }], 'INTERNAL'],
    ['the own domain', [{ to: 'domain', name: 'ACME.example' }], 'INTERNAL'],
    ['another domain', [{ to: 'domain', name: 'partner.example' }], 'EXTERNAL'],
    ['a group of the organisation', [{ to: 'group', name: 'Sales' }], 'INTERNAL'],
    ['a group elsewhere', [{ to: 'group', name: 'all@partner.example' }], 'EXTERNAL'],
    ['an account known to be inside', [user('U1')], 'INTERNAL'],
    ['an account known to be outside', [user('U2')], 'EXTERNAL'],
    ['a guest with a foreign address who is an account inside', [user('kim@partner.example')], 'INTERNAL'],
    ['somebody whom the vendor calls external', [user('bob@acme.example', { isExternal: true })], 'EXTERNAL'],
    ['somebody whom the vendor calls internal', [user('x@partner.example', { isExternal: false })], 'INTERNAL'],
    ['personal mail, even when it is listed as own', [user('ann@gmail.com')], 'EXTERNAL'],
    ['whoever has the link', [user('bob@acme.example'), { to: 'link' }], 'PUBLIC_LINK'],
    ['anyone', [{ to: 'link' }, { to: 'anyone' }], 'PUBLIC'],
    ['anyone, told before the link', [{ to: 'anyone' }, { to: 'link' }], 'PUBLIC'],
  ])('shared with %s', (_who, access, exposure) => {
    const { audience } = audienceOf(access, 'ann@acme.example', known)
    expect(exposureOf(JSON.parse(JSON.stringify(audience)), own)).toBe(exposure)
  })

  it('names the domains outside, of addresses whom the vendor itself calls external, too', () => {
    const { audience, sharedWith } = audienceOf(
      [
        user('bob@acme.example'),
        user('x@partner.example'),
        user('me@gmail.com', { isExternal: true }),
        { to: 'group', name: 'Sales' },
      ],
      undefined,
      known,
    )
    expect(outsideDomainsOf(audience, sharedWith, own)).toEqual(['partner.example', 'gmail.com'])
  })

  it('follows the domains of the organisation', () => {
    const { audience } = audienceOf([user('x@partner.example')], undefined, known)
    expect(exposureOf(audience, own)).toBe('EXTERNAL')
    expect(exposureOf(audience, new Set([...own, 'partner.example']))).toBe('INTERNAL')
  })

  it('shows the first hundred it is shared with, and never the owner', () => {
    const all = Array.from({ length: 150 }, (_, index) => user(`P${index}@acme.example`))
    const { sharedWith } = audienceOf([user('ann@acme.example'), ...all], 'ann@acme.example', known)
    expect(sharedWith).toHaveLength(100)
    expect(sharedWith[0]).toBe('p0@acme.example')
  })
})
