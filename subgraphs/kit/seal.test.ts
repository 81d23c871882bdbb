import { deriveKey } from './keys.ts'
import { open, seal } from './seal.ts'
import { TEST_KEY } from './testing/database.ts'

describe('what is sealed', () => {
  const key = deriveKey(TEST_KEY, 'webhooks', 'acme')
  const sealed = seal(key, 'hook', { secret: 'hunter2' })
  const changed = Buffer.from(sealed)
  changed[changed.length - 1]! ^= 1

  it('opens for its key and what it belongs to', () => expect(open(key, 'hook', sealed)).toEqual({ secret: 'hunter2' }))
  it('shows nothing', () => expect(sealed.toString('latin1')).not.toContain('hunter2'))
  it('is another each time', () => expect(seal(key, 'hook', { secret: 'hunter2' })).not.toEqual(sealed))
  it.each<[string, Buffer, string, Buffer]>([
    ['under the key of another tenant', deriveKey(TEST_KEY, 'webhooks', 'globex'), 'hook', sealed],
    ['under the key of another purpose', deriveKey(TEST_KEY, 'credentials', 'acme'), 'hook', sealed],
    ['for something else', key, 'other', sealed],
    ['when it was changed', key, 'hook', changed],
    ['when it is of another version', key, 'hook', Buffer.concat([Buffer.of(9), sealed.subarray(1)])],
  ])('does not open %s', (_what, wrong, bound, bytes) => expect(() => open(wrong, bound, bytes)).toThrow())
})
