import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readOptions } from './options.ts'
import { trustedDocuments } from './trusted-documents.ts'

const LIST = join(import.meta.dirname, '..', 'trusted-documents.js')
const list = (...folders: string[]) => promisify(execFile)(process.execPath, [LIST, ...folders])

describe('trusted documents', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casbah-documents-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('are listed from folders, and read from that list', async () => {
    await writeFile(join(folder, 'a.graphql'), '{ viewer { scopes } }\n')
    await writeFile(join(folder, 'b.txt'), 'no document')
    const { stdout } = await list(folder)
    const file = join(folder, 'trusted.json')
    await writeFile(file, stdout)
    const { trusted, exceptScope } = await trustedDocuments(file, 'tenant:admin')
    expect([[...trusted!.values()], exceptScope]).toEqual([['{ viewer { scopes } }\n'], 'tenant:admin'])
  })

  it('are not listed from what does not parse, nor from nothing', async () => {
    await expect(list(folder)).rejects.toThrow('Give folders with *.graphql files.')
    await writeFile(join(folder, 'a.graphql'), '{')
    await expect(list(folder)).rejects.toThrow('a.graphql: Syntax Error')
  })

  it('are wanted where a file is named, and all are answered where none is', async () => {
    expect(await trustedDocuments(undefined, undefined)).toEqual({})
    await expect(trustedDocuments(join(folder, 'none.json'), undefined)).rejects.toThrow('none.json: ENOENT')
    await writeFile(join(folder, 'bad.json'), '{"a":"b"}')
    await expect(trustedDocuments(join(folder, 'bad.json'), undefined)).rejects.toThrow(
      'not the SHA-256 of their text: a',
    )
  })

  it('are set by flags', () => {
    expect(readOptions(['--trusted-documents', 'f.json', '--trusted-except', 'tenant:admin'])).toMatchObject({
      trustedDocuments: 'f.json',
      trustedExcept: 'tenant:admin',
    })
    expect(() => readOptions(['--trusted-except', 'tenant:admin'])).toThrow('give its file, too')
  })
})
