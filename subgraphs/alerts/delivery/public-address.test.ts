import { guardedLookup, literalOf, mayReach } from './public-address.ts'
import { urlProblem } from './webhook-url.ts'

describe('addresses that calls may go to', () => {
  it.each<[string, boolean, boolean]>([
    ['93.184.215.14', true, true],
    ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true, true],
    ['127.0.0.1', false, true],
    ['127.9.9.9', false, true],
    ['::1', false, true],
    ['0.0.0.0', false, false],
    ['::', false, false],
    ['10.1.2.3', false, false],
    ['172.16.0.1', false, false],
    ['172.32.0.1', true, true],
    ['192.168.1.1', false, false],
    ['100.64.0.1', false, false],
    ['169.254.169.254', false, false],
    ['::ffff:169.254.169.254', false, false],
    ['::ffff:7f00:1', false, true],
    ['64:ff9b::a9fe:a9fe', false, false],
    ['2002:a9fe:a9fe::', false, false],
    ['fd00:ec2::254', false, false],
    ['fe80::1', false, false],
    ['224.0.0.1', false, false],
    ['255.255.255.255', false, false],
    ['no address', false, false],
  ])('%s: %s, with the loopback %s', (address, alone, withLoopback) => {
    expect([mayReach(address, false), mayReach(address, true)]).toEqual([alone, withLoopback])
  })

  it.each<[string, string | null]>([
    ['https://[::1]/', '::1'],
    ['https://0x7f.1/', '127.0.0.1'],
    ['https://2130706433/', '127.0.0.1'],
    ['https://acme.example/', null],
  ])('are read as they will be called: %s', (url, literal) => expect(literalOf(new URL(url))).toBe(literal))

  it.each<[boolean, RegExp | null]>([
    [false, /not public/],
    [true, null],
  ])('are judged when a name is looked up; loopback allowed: %s', async (allowed, refused) => {
    const told = await new Promise<Error | null>(done =>
      guardedLookup(allowed)('localhost', { all: true }, error => done(error)),
    )
    if (refused) expect(told?.message).toMatch(refused)
    else expect(told).toBeNull()
  })

  it.each<[string, boolean, RegExp | null]>([
    ['https://acme.example/x?key=1', false, null],
    ['https://user:word@acme.example', false, null],
    ['http://acme.example/', true, /https only/],
    ['http://127.0.0.1:1/', false, /https only/],
    ['http://127.0.0.1:1/', true, null],
    ['http://[::1]:1/', true, null],
    ['http://localhost:1/', true, null],
    ['http://10.0.0.1/', true, /https only/],
    ['https://10.0.0.1/', true, /not public/],
    ['ftp://acme.example/', false, /https only/],
    ['', false, /no address/],
  ])('of webhooks: %s (loopback allowed: %s)', (url, allowed, problem) => {
    const told = urlProblem(url, allowed)
    if (problem) expect(told).toMatch(problem)
    else expect(told).toBeNull()
  })
})
