import { CasbahError } from '../errors.ts'
import { Cursors } from './cursor.ts'

describe('cursors', () => {
  const cursors = new Cursors(Buffer.alloc(32, 1))
  const position = { time: 1.5, id: 'ü', list: [1, null] }
  const cursor = cursors.encode('acme', 'alerts:TIME', position)

  it('give back the position to the same list of the same tenant', () => {
    expect(cursors.decode('acme', 'alerts:TIME', cursor)).toEqual(position)
  })

  const flipped = Buffer.from(cursor, 'base64url')
  flipped[flipped.length - 1]! ^= 1
  it.each([
    ['another tenant’s', 'globex', 'alerts:TIME', cursor],
    ['another list’s', 'acme', 'alerts:SEVERITY', cursor],
    ['a tenant and list cut elsewhere', 'acme\0alerts', 'TIME', cursors.encode('acme', 'alerts\0TIME', 1).slice(1)],
    ['one of another key', 'acme', 'alerts:TIME', new Cursors(Buffer.alloc(32, 2)).encode('acme', 'alerts:TIME', 1)],
    ['a changed one', 'acme', 'alerts:TIME', flipped.toString('base64url')],
    ['a short one', 'acme', 'alerts:TIME', 'AAAA'],
    ['an empty one', 'acme', 'alerts:TIME', ''],
    ['an invented one', 'acme', 'alerts:TIME', Buffer.from('{"position":1,"tenant":"acme"}').toString('base64url')],
  ])('refuse %s', (_, tenant, list, given) => {
    expect(() => cursors.decode(tenant, list, given)).toThrow(CasbahError)
    expect(() => cursors.decode(tenant, list, given)).toThrow(/leave `after` out/)
  })
})
