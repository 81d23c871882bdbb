import { gunzipSync, gzipSync } from 'node:zlib'
import { PackageRefused } from './package-refused.ts'

/** One file of a package; `path` is relative, with `/`. */
export interface PackageFile {
  path: string
  bytes: Uint8Array
}

const BLOCK = 512
const MB = 1024 * 1024

/** What a package may hold, unpacked. */
export const PACKAGE_LIMITS = { tarballBytes: 10 * MB, bytes: 50 * MB, files: 5_000, depth: 20, pathLength: 500 }

const REMEDY = "Ask the connector's author to pack it with `npm pack`."

/**
 * The files of a package's tarball, the first folder of each path taken off as npm does. Only plain files and folders
 * are taken: no links, no devices, no path that leads out, nothing twice. Throws PackageRefused.
 */
export function readTarball(tarball: Uint8Array): PackageFile[] {
  const tar = unzip(tarball)
  const files: PackageFile[] = []
  const taken = new Set<string>()
  let longPath: string | null = null
  for (let at = 0; at + BLOCK <= tar.length;) {
    const header = tar.subarray(at, at + BLOCK)
    if (header.every(byte => byte === 0)) break
    const size = octal(header, 124, 12)
    const type = String.fromCharCode(header[156] as number)
    const end = at + BLOCK + size
    if (end > tar.length) throw refuse('Its tarball ends in the middle of a file.')
    checkSum(header)
    const bytes = tar.subarray(at + BLOCK, end)
    at = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK
    if (type === 'x') longPath = paxPath(bytes)
    else if (type === '0' || type === '\0') {
      const path = relative(longPath ?? headerPath(header))
      longPath = null
      // One that differs in case alone would fall on the other on some systems.
      const key = path.normalize('NFC').toLowerCase()
      if (taken.has(key)) throw refuse(`Its tarball has ${show(path)} twice.`)
      taken.add(key)
      files.push({ path, bytes })
      if (files.length > PACKAGE_LIMITS.files) throw refuse(`It has more than ${PACKAGE_LIMITS.files} files.`)
    } else if (type === '5') longPath = null
    else if (type !== 'g') {
      const what = type === '1' || type === '2' ? 'a link' : `an entry of kind "${show(type)}"`
      throw refuse(`Its tarball has ${what} (${show(headerPath(header))}); only files and folders are taken.`)
    }
  }
  return files
}

/** A tarball as npm makes them, with the same bytes for the same files. */
export function writeTarball(files: PackageFile[]): Buffer {
  const blocks: Uint8Array[] = []
  const entry = (path: string, type: string, bytes: Uint8Array) => {
    blocks.push(headerOf(path, type, bytes.length), bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK))
  }
  for (const { path, bytes } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const whole = `package/${path}`
    if (Buffer.byteLength(whole) > 100) entry('PaxHeader', 'x', paxRecord(whole))
    entry(Buffer.from(whole).subarray(0, 100).toString('latin1'), '0', bytes)
  }
  blocks.push(Buffer.alloc(2 * BLOCK))
  return gzipSync(Buffer.concat(blocks))
}

function unzip(tarball: Uint8Array): Buffer {
  try {
    return gunzipSync(tarball, { maxOutputLength: PACKAGE_LIMITS.bytes + 4 * MB })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw refuse(`It has more than ${PACKAGE_LIMITS.bytes / MB} MB, unpacked.`)
    throw refuse('Its tarball cannot be unpacked; it is no gzip.')
  }
}

function relative(path: string): string {
  const parts = path.split('/')
  const odd = path.startsWith('/') || /[\\\0:]/.test(path) || parts.some(part => part === '..' || part === '.')
  const inner = parts.slice(1)
  if (odd || inner.length === 0 || inner.some(part => part === ''))
    throw refuse(`Its tarball has a path that leads elsewhere (${show(path)}).`)
  if (inner.length > PACKAGE_LIMITS.depth || path.length > PACKAGE_LIMITS.pathLength)
    throw refuse(`Its tarball has a path that is too long or too deep (${show(path)}).`)
  if (inner.includes('node_modules'))
    throw refuse('It brings packages of its own in node_modules; they must be bundled into its own files.')
  return inner.join('/')
}

function headerPath(header: Buffer): string {
  const [name, prefix] = [text(header, 0, 100), text(header, 345, 155)]
  return prefix ? `${prefix}/${name}` : name
}

/** Records of a pax header are `<length> <key>=<value>\n`. */
function paxPath(bytes: Buffer): string | null {
  let path: string | null = null
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(0x20, at)
    const length = Number(bytes.toString('latin1', at, blank))
    if (blank < 0 || !Number.isInteger(length) || length < 5 || at + length > bytes.length)
      throw refuse('Its tarball has a header that cannot be read.')
    const [key, ...value] = bytes.toString('utf8', blank + 1, at + length - 1).split('=')
    if (key === 'path') path = value.join('=')
    if (key === 'size' || key === 'linkpath') throw refuse(`Its tarball has a header "${key}", which is not taken.`)
    at += length
  }
  return path
}

function paxRecord(path: string): Buffer {
  const tail = ` path=${path}\n`
  let length = Buffer.byteLength(tail) + 2
  while (Buffer.byteLength(`${length}${tail}`) !== length) length += 1
  return Buffer.from(`${length}${tail}`)
}

function headerOf(path: string, type: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  header.write(path, 0, 100, 'latin1')
  const fields: [number, number, number][] = [
    [100, 8, 0o644],
    [108, 8, 0],
    [116, 8, 0],
    [124, 12, size],
    [136, 12, 0],
  ]
  for (const [at, width, value] of fields) header.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at)
  header.write(type, 156)
  header.write('ustar\x0000', 257, 'latin1')
  header.write(`${sum(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

function checkSum(header: Buffer): void {
  if (sum(header) !== octal(header, 148, 8)) throw refuse('Its tarball has a broken header.')
}

/** The field of the sum itself counts as blanks. */
const sum = (header: Buffer) => header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 0x20 : byte), 0)

function octal(header: Buffer, at: number, width: number): number {
  const digits = text(header, at, width).trim()
  if (!/^[0-7]+$/.test(digits)) throw refuse('Its tarball has a broken header.')
  return Number.parseInt(digits, 8)
}

function text(header: Buffer, at: number, width: number): string {
  const field = header.subarray(at, at + width)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? width : end)
}

const show = (words: string) => words.replace(/[^\x20-\x7e]/g, '?').slice(0, 100)

const refuse = (problem: string) => new PackageRefused([problem], REMEDY)
