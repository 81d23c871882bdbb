import { parseAddress } from '../network/address.ts'
import { MAX_ENTRIES, parseAddressList } from './address-list.ts'

const has = async (text: string, ...addresses: string[]) => {
  const list = await parseAddressList(text)
  return addresses.map(address => list.has(parseAddress(address)!))
}

describe('a list of addresses', () => {
  it.each([
    ['one address a line', '192.0.2.1\n192.0.2.3\r\n', '192.0.2.1 192.0.2.3', '192.0.2.2 192.0.2.0'],
    ['ranges', '10.0.0.0/8\n2001:db8::/32', '10.0.0.0 10.255.255.255 2001:db8::1', '11.0.0.0 2001:db9:: 9.255.255.255'],
    ['ranges within others and beside them', '10.0.0.0/24\n10.0.0.8\n10.0.1.0/24', '10.0.0.8 10.0.1.255', '10.0.2.0'],
    [
      'comments and empty lines',
      '# Tor\n; x\n// y\n\n192.0.2.1 # exit\n192.0.2.9,de',
      '192.0.2.1 192.0.2.9',
      '192.0.2.2',
    ],
    [
      'the exits as Tor lists them',
      'ExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E\nPublished 2027-03-02 01:02:03\nLastStatus 2027-03-02 02:00:00\nExitAddress 192.0.2.7 2027-03-02 02:10:11',
      '192.0.2.7',
      '192.0.2.8',
    ],
    ['everything', '0.0.0.0/0\n::/0', '0.0.0.0 255.255.255.255 :: ffff::', ''],
    ['nothing', '', '', '192.0.2.1 ::1'],
    ['mapped addresses', '192.0.2.1', '::ffff:192.0.2.1', '::ffff:192.0.2.2'],
  ])('knows %s', async (_, text, inside, outside) => {
    const words = (list: string) => list.split(' ').filter(Boolean)
    expect(await has(text, ...words(inside))).toEqual(words(inside).map(() => true))
    expect(await has(text, ...words(outside))).toEqual(words(outside).map(() => false))
  })

  it('agrees with a look at every range', async () => {
    const ranges = Array.from(
      { length: 300 },
      (_, n) => `10.${(n * 37) % 256}.${(n * 91) % 256}.0/${20 + (n % 5)}`,
    ).map(text => {
      const [address, bits] = text.split('/')
      const size = 2 ** (32 - Number(bits))
      const value = Math.floor(Number(parseAddress(address!)!.value) / size) * size
      return { value, size, text: `${[24, 16, 8, 0].map(by => Math.floor(value / 2 ** by) % 256).join('.')}/${bits}` }
    })
    const list = await parseAddressList(ranges.map(range => range.text).join('\n'))
    for (let n = 0; n < 20_000; n++) {
      const number = 0x0a000000 + n * 839
      const expected = ranges.some(({ value, size }) => number >= value && number < value + size)
      expect([number, list.has({ family: 4, value: BigInt(number) })]).toEqual([number, expected])
    }
  })

  it.each([
    ['a web page', '<!doctype html>\n<html>\n<body>Not here</body>', /3 of its lines are neither/],
    ['mostly other lines', `192.0.2.1\n${'oops\n'.repeat(20)}`, /20 of its lines/],
    ['bits behind the prefix alone', '10.0.0.1/8', /1 of its lines/],
    ['more than it may have', '192.0.2.1\n'.repeat(MAX_ENTRIES + 1), /over 500000 entries/],
  ])('refuses %s', async (_, text, reason) => {
    await expect(parseAddressList(text)).rejects.toThrow(reason)
  })

  it('bears with some lines that are none, and with one of a megabyte', async () => {
    const text = `${'192.0.2.1\n'.repeat(100)}oops\n${'x'.repeat(1_000_000)}\n`
    expect((await parseAddressList(text)).entries).toBe(100)
  })

  it('ends when it is told to', async () => {
    await expect(parseAddressList('192.0.2.1\n'.repeat(10_000), AbortSignal.abort())).rejects.toThrow(/abort/i)
  })
})
