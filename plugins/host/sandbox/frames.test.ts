import { encodeFrame, FrameCollector, PREFIX, tooManyParts } from './frames.ts'

describe('frames', () => {
  const front = encodeFrame({ id: 1, answer: 'ü' })[0]

  it('come whole, however they are cut', () => {
    for (let size = 1; size <= front.length; size++) {
      const collector = new FrameCollector(1_000)
      let got: Buffer | null = null
      for (let at = 0; at < front.length; at += size) got = collector.push(front.subarray(at, at + size))
      expect(JSON.parse(String(got))).toEqual({ id: 1, answer: 'ü' })
    }
  })

  it.each([
    ['a giant length', Buffer.from('ffffffff00000001', 'hex'), /announced an answer of 4294967295 bytes/],
    ['lengths that do not fit', Buffer.from('0000000800000001', 'hex'), /broke the framing/],
    ['a second frame', Buffer.concat([front, front]), /said more than it was asked/],
  ])('refuse %s', (_, bytes, reason) => {
    expect(() => new FrameCollector(1_000).push(bytes)).toThrow(reason)
  })

  it('keep the bytes of a page beside the head', () => {
    const [head, tail] = encodeFrame({ id: 1 }, Buffer.from([0, 255]))
    expect([head.readUInt32BE(0), head.length - PREFIX + 4 + tail.length]).toEqual([4 + 8 + 2, 4 + 8 + 2])
  })

  it('count objects and lists', () => {
    expect(tooManyParts(Buffer.from('[[],{},{}]'), 3)).toBe(true)
    expect(tooManyParts(Buffer.from('[[],{},{}]'), 4)).toBe(false)
  })
})
