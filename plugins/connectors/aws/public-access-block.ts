import { at } from '@casbah/sdk'
import { isTrue } from './xml.ts'

/** The four switches of S3's public access block, of an account or of a bucket. */
export const SWITCHES = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const

export type PublicAccessBlock = Record<(typeof SWITCHES)[number], boolean>

const setTo = (on: (name: (typeof SWITCHES)[number]) => boolean) =>
  Object.fromEntries(SWITCHES.map(name => [name, on(name)])) as PublicAccessBlock

export const ALL_ON = setTo(() => true)

/** Null where the answer shows none. That none is set is said by an error of its own, and as good as all switches off. */
export function blockIn(answer: unknown): PublicAccessBlock | null {
  const codes = ['body.ErrorResponse.Error.Code', 'body.Error.Code'].map(path => at(answer, path))
  if (codes.includes('NoSuchPublicAccessBlockConfiguration')) return setTo(() => false)
  const block = at(answer, 'PublicAccessBlockConfiguration') ?? at(answer, 'body.PublicAccessBlockConfiguration')
  return at(block, SWITCHES[0]) === undefined ? null : setTo(name => isTrue(at(block, name)))
}

/** As S3 takes it. */
export const blockXml = (block: PublicAccessBlock): string =>
  `<PublicAccessBlockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${SWITCHES.map(
    name => `<${name}>${block[name]}</${name}>`,
  ).join('')}</PublicAccessBlockConfiguration>`
