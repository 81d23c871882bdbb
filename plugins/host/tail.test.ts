import { HostError } from './host-error.ts'
import { lostPlace } from './tail.ts'

const refused = (code: ConstructorParameters<typeof HostError>[0], status?: number) =>
  new HostError(code, 'No.', status === undefined ? {} : { status })

describe('a place in a list is lost', () => {
  it.each([
    ['400', refused('BAD_ANSWER', 400), 'c', true],
    ['410', refused('BAD_ANSWER', 410), 'c', true],
    ['400 without a cursor', refused('BAD_ANSWER', 400), null, false],
    ['400 that means too fast', refused('RATE_LIMITED', 400), 'c', false],
    ['503', refused('VENDOR_UNAVAILABLE', 503), 'c', false],
    ['no answer', refused('TIMEOUT'), 'c', false],
    ['another error', new Error('No.'), 'c', false],
  ])('by %s', (_, error, cursor, lost) => expect(lostPlace(error, cursor)).toBe(lost))
})
