import { gunzipSync, gzipSync } from 'node:zlib'
import { PACKAGE_LIMITS, readTarball, writeTarball } from './tar.ts'

const file = (path: string, words = 'x') => ({ path, bytes: Buffer.from(words) })

/** A tarball of one empty entry whose header is changed by hand; the sum is set right again. */
function forged(change: (header: Buffer) => void, path = 'index.js'): Buffer {
  const tar = Buffer.from(gunzipSync(writeTarball([file(path, '')])))
  const header = tar.subarray(0, 512)
  change(header)
  header.fill(0x20, 148, 156)
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return gzipSync(tar)
}

describe('a tarball', () => {
  it('comes back as it was written, long names and all', () => {
    const files = [
      file('deep/'.repeat(15) + 'ümlaut'.repeat(10) + '.js', 'long'),
      file('empty.js', ''),
      file('index.js'),
    ]
    const read = readTarball(writeTarball(files)).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])
    expect(read).toEqual(files.map(({ path, bytes }) => [path, bytes.toString()]))
  })

  it('has the same bytes for the same files', () => {
    expect(writeTarball([file('a.js'), file('b.js')])).toEqual(writeTarball([file('b.js'), file('a.js')]))
  })

  it.each<[string, Buffer, RegExp]>([
    ['a link', forged(header => header.write('2', 156)), /a link/],
    ['a hard link', forged(header => header.write('1', 156)), /a link/],
    ['a device', forged(header => header.write('3', 156)), /kind "3"/],
    ['a pipe', forged(header => header.write('6', 156)), /kind "6"/],
    ['a GNU long name', forged(header => header.write('L', 156)), /kind "L"/],
    ['a path that leads up', writeTarball([file('../../etc/passwd')]), /leads elsewhere/],
    ['an absolute path', forged(header => header.write('/etc/passwd\0', 0)), /leads elsewhere/],
    ['a path of Windows', writeTarball([file('a\\..\\..\\b')]), /leads elsewhere/],
    ['a file outside its folder', forged(header => header.write('index.js\0', 0)), /leads elsewhere/],
    ['one file twice', writeTarball([file('a.js'), file('A.js')]), /twice/],
    ['packages of its own', writeTarball([file('node_modules/evil/index.js')]), /bundled/],
    ['too deep a path', writeTarball([file('a/'.repeat(30) + 'b')]), /too deep/],
    ['too many files', writeTarball(Array.from({ length: 5_001 }, (_, n) => file(`${n}.js`))), /5000 files/],
    ['a bomb', gzipSync(Buffer.alloc(PACKAGE_LIMITS.bytes + 8e6)), /50 MB, unpacked/],
    ['a file cut off', gzipSync(gunzipSync(writeTarball([file('a.js', 'x'.repeat(600))])).subarray(0, 700)), /middle/],
    ['no gzip', Buffer.from('hello'), /no gzip/],
    ['garbage', gzipSync(Buffer.alloc(1024, 7)), /broken header/],
  ])('with %s is refused', (_what, tarball, reason) => {
    expect(() => readTarball(tarball)).toThrow(reason)
  })
})
